import { CommanderError } from 'commander';
import type { LaunchDeployer } from '../golive/deployer';
import type { EdgeCode } from '../import';
import type { PreviewCode } from '../preview';
import { type Loaded, loadPlatform, loadWorkspace, projectRoot } from '../workspace';
import { type Answer, exitCode } from './answer';
import type { Services } from './aws/services';
import { type Context, EnvironmentError } from './context';
import { operatorName } from './operator';
import type { PostJson } from './post-json';
import { type Options, printAnswer } from './print';
import { buildProgram } from './program';

/** The world as the command line sees it; tests give their own. */
export interface CliIo {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly connect: (path: string, region: string) => Promise<Services>;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly edge: () => EdgeCode;
  readonly preview: () => PreviewCode;
  /** How stacks of launches are made, from a project's folder. */
  readonly deployer: (root: string) => Promise<LaunchDeployer>;
  readonly environment: (name: string) => string | undefined;
  readonly post: PostJson;
  readonly now: () => Date;
  /** User of the machine. */
  readonly by: string;
  /** Address of whoever runs the command, as their git has it. */
  readonly gitEmail: () => string | undefined;
  /** Asks the person at the terminal; undefined where nobody is there. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Takes what must not be an argument from the terminal, or from what is piped in; empty where nothing is. */
  readonly askPrivately: (question: string) => Promise<string>;
}

/** What a verb does. `check` runs without a context, because the stage's own file may be what is broken. */
export type Work = (context: Context) => Answer | Promise<Answer>;

/** Runs one command; 0 ok, 1 findings or refusal, 2 usage or environment. */
export const runCli = async (argv: readonly string[], io: CliIo): Promise<number> => {
  let code = 0;
  const run = async (options: Options, work: Work): Promise<void> => {
    code = await runVerb(options, work, io);
  };
  try {
    await buildProgram(run, io).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Error)) throw error;
    io.err(`error: ${error.message || error.name}`);
    return 2;
  }
};

const runVerb = async (options: Options, work: Work, io: CliIo): Promise<number> => {
  const root = projectRoot(io.cwd);
  if (root === undefined)
    throw new EnvironmentError('No platform/platform.yaml here or above: run this inside the project.');
  const { platform, findings, sources } = loadPlatform(root);
  if (platform === undefined) {
    const answer: Answer = { findings, sources };
    printAnswer(answer, options, undefined, io.out);
    return exitCode(answer);
  }
  const stage = options.stage ?? platform.defaultStage;
  const settings = platform.stages[stage];
  if (settings === undefined) {
    throw new EnvironmentError(`There is no stage "${stage}"; stages: ${Object.keys(platform.stages).join(', ')}.`);
  }
  let loaded: Loaded | undefined;
  let services: Promise<Services> | undefined;
  const workspace = (): Loaded => {
    loaded ??= loadWorkspace(root, { asOf: options.asOf ?? io.now() });
    return loaded;
  };
  const context: Context = {
    cwd: io.cwd,
    root,
    platform,
    stage,
    settings,
    by: operatorName(io.environment, io.by),
    gitEmail: io.gitEmail,
    ask: io.ask,
    askPrivately: io.askPrivately,
    environment: io.environment,
    post: io.post,
    now: io.now,
    wait: io.wait,
    progress: io.err,
    edge: io.edge,
    preview: io.preview,
    deployer: () => io.deployer(root),
    workspace,
    services: () => {
      services ??= io.connect(`/${platform.prefix}/${stage}`, settings.region);
      return services;
    },
  };
  try {
    const answer = await work(context);
    printAnswer(answer, options, answer.ofNoStage === true ? undefined : { stage, ...settings }, io.out);
    return answer.broken === true ? 2 : exitCode(answer);
  } finally {
    // A connection that failed has nothing to close, and its error is already on its way.
    await services?.then(
      ({ close }) => close(),
      () => undefined,
    );
  }
};
