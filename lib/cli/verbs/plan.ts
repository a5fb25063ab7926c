import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { AssembleProps, Assembly } from '../../golive/assembly';
import { makePlan } from '../../plan/make-plan';
import { planPage } from '../../plan/page/page';
import type { LaunchPlan } from '../../plan/plan';
import { planMarkdown } from '../../plan/report/markdown';
import { stageContext } from '../../stacks/compose';
import { compileLaunch } from '../../workspace';
import type { Answer } from '../answer';
import type { Context } from '../context';
import { soundLaunch } from '../sound-launch';
import { approvalFor } from './plan/approval';
import { planLines } from './plan/lines';
import { stageFacts } from './plan/stage-facts';

export interface PlanRequest {
  /** Days to replay, at most `KEPT_DAYS`. @default - none are replayed */
  readonly history?: number | undefined;
  readonly format: 'text' | 'markdown' | 'html';
  /** File to write it to. @default - it is printed */
  readonly out?: string | undefined;
  /** Data for programs, whatever the format of the file. */
  readonly json?: boolean | undefined;
  /** Rules, waivers and approvals are judged as of this moment. */
  readonly asOf: Date;
}

/**
 * Says what will happen when a launch goes live, what it costs and who has to agree. Changes nothing and sends nothing. What only
 * the stage knows is said not to be known where the stage does not answer.
 */
export const plan = async (context: Context, launch: string, request: PlanRequest): Promise<Answer> => {
  const sound = soundLaunch(context, launch);
  if (sound.refused !== undefined) return sound.refused;
  const { workspace, manifest } = sound;
  const { asOf } = request;
  const definition = compileLaunch(manifest, workspace);
  // The stage is asked first: while it thinks, the stack is made.
  const [stage, assembly] = await Promise.all([
    stageFacts(context, definition, { days: request.history, workspace }),
    assembled(context, { workspace, definition, asOf }),
  ]);
  const made = makePlan({
    ...{ workspace, launch, stage: context.stage, asOf, assembly, ...stage },
    approval: await approvalFor(context, launch, { workspace, former: stage.former }),
  });
  return answerOf(made, request, context);
};

/** The launch's own stack, and no other. */
const assembled = async (context: Context, wanted: Omit<AssembleProps, 'stage'>): Promise<Assembly> => {
  const deployer = await context.deployer();
  const assembly = deployer.assemble({ ...wanted, stage: stageContext(context.platform, context.stage) });
  assembly.remove();
  return assembly;
};

const answerOf = (made: LaunchPlan, { format, out, json }: PlanRequest, { cwd }: Context): Answer => {
  const data = { plan: made };
  const lines = planLines(made);
  const written = {
    text: () => `${lines.join('\n')}\n`,
    markdown: () => planMarkdown(made),
    html: () => planPage(made),
  };
  if (out === undefined) return format === 'text' || json === true ? { data, lines } : { raw: written[format]() };
  const path = resolve(cwd, out);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, written[format]());
  const { fingerprint, launch } = made;
  return { data, lines: [`${relative(cwd, path)} has the plan ${fingerprint.hash.slice(0, 16)} of "${launch}".`] };
};
