import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../../contracts/finding';
import { templateFile } from '../../../evidence/artifacts';
import { type DeployedDifference, deployedDifferences } from '../../../evidence/deployed';
import type { BundleFacts } from '../../../evidence/seal';
import type { DeployedStacks } from '../../aws/deployed-stacks';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';

/** CloudFormation answers only so many questions a second. */
const AT_ONCE = 4;
const FIX = 'Find out who deployed it and from which commit; write evidence of that commit, or deploy this one.';
const FIX_LAUNCH = 'Nothing, where the launch has not gone live here or has ended; otherwise npx tandem go-live.';

/** What came of comparing a bundle with a stage. */
export interface AgainstDeployed {
  readonly findings: readonly Finding[];
  readonly differences: readonly DeployedDifference[];
  /** Stacks of the stage that were read. */
  readonly stacks: number;
}

/** Every stack and resource of a bundle that the stage does not have so, and those that the stage has beyond it; `folder` as it was given. */
export const againstDeployed = async (
  context: Context,
  folder: string,
  path: string,
  facts: BundleFacts,
): Promise<AgainstDeployed> => {
  refuseAnother(context, facts);
  const bundle = templatesIn(path);
  const { deployedStacks } = await context.services();
  const deployed = await templatesOf(await deployedStacks(), (stack) => isOf(context, stack));
  const differences = deployedDifferences(bundle, deployed);
  return { findings: differences.map((one) => findingOf(context, folder, one)), differences, stacks: deployed.size };
};

const refuseAnother = ({ stage, settings }: Context, facts: BundleFacts): void => {
  if (facts.stage === stage && facts.account === settings.account) return;
  throw new EnvironmentError(
    `The bundle is of stage ${facts.stage} in account ${facts.account}; this is ${stage} in ${settings.account}. Give --stage ${facts.stage}.`,
  );
};

const templatesIn = (path: string): ReadonlyMap<string, string> => {
  const folder = join(path, 'build/templates');
  if (!existsSync(folder)) throw new EnvironmentError('The bundle has no build/templates to compare.');
  const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
  return new Map(names.map((stack) => [stack, readFileSync(join(path, templateFile(stack)), 'utf8')]));
};

const templatesOf = async (
  stacks: DeployedStacks,
  isOurs: (stack: string) => boolean,
): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  const waiting = (await stacks.names()).filter(isOurs).values();
  const work = async (): Promise<void> => {
    for (const stack of waiting) found.set(stack, await stacks.template(stack));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
};

/** Whether a stack is of this stage, and not of one whose name goes on from its: `prod` and `prod-eu`. */
const isOf = ({ platform: { prefix, stages }, stage }: Context, stack: string): boolean =>
  !Object.keys(stages).some((other) => other.startsWith(`${stage}-`) && stack.startsWith(`${prefix}-${other}-`));

/** A launch that is not there is no mistake: it may be yet to go live, or over. */
const findingOf = (
  { platform: { prefix }, stage }: Context,
  folder: string,
  { stack, kind, part, what }: DeployedDifference,
): Finding => {
  const file = `${folder}/${templateFile(stack)}`;
  const message = part === undefined ? `${stack} ${what}` : `${stack}: ${part} ${what}`;
  const isLaunch = part === undefined && kind === 'missing' && stack.startsWith(`${prefix}-${stage}-launch-`);
  return isLaunch
    ? fileFinding('evidence.notDeployed', file, message, FIX_LAUNCH)
    : fileFinding('evidence.notAsDeployed', file, message, FIX);
};
