import type { Approval } from '../../../contracts/approval';
import type { Finding } from '../../../contracts/finding';
import { approvalOf } from '../../approval';
import { goLive as runGoLive } from '../../golive/go-live';
import { changesOf } from '../../plan/changes';
import { fingerprintOf } from '../../plan/fingerprint';
import { stageContext } from '../../stacks/compose';
import { compileLaunch } from '../../workspace';
import { type Answer, refuse } from '../answer';
import { fileFinding } from '../codes';
import { type Context, EnvironmentError } from '../context';
import { emptyPools } from '../empty-pools';
import { soundLaunch } from '../sound-launch';
import { DamagedError, lookAt, portsOn } from './go-live/ports';
import { failed, live, raced, stopped } from './go-live/report';

/**
 * Lets a launch speak to customers: checked, synthesised, judged by rules and packs, its plan approved, deployed, probed, and switched
 * on. It is live as a whole or not at all; a run that was interrupted is ended by the next one.
 */
export const goLive = async (context: Context, launch: string, day?: Date): Promise<Answer> => {
  if (day !== undefined && context.settings.realCustomers)
    throw new EnvironmentError(`Stage "${context.stage}" has real customers: going live is judged as of now.`);
  try {
    return await bringLive(context, launch, day ?? context.now());
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    const fix = 'Find out who changed it. A deployment of the stack by hand, or `npx tandem end`, makes it whole.';
    return refuse(fileFinding('launch.damaged', `launches/${launch}.yaml`, error.message, fix));
  }
};

const bringLive = async (context: Context, launch: string, asOf: Date): Promise<Answer> => {
  const sound = soundLaunch(context, launch);
  if (sound.refused !== undefined) return sound.refused;
  const { file, workspace, manifest } = sound;
  context.progress('check: no errors');
  const definition = compileLaunch(manifest, workspace);
  const services = await context.services();
  const found = await lookAt(services, launch);
  if (found.was !== undefined && found.was.state !== 'live') return stopped(launch, found.was, definition.hash);

  const deployer = await context.deployer();
  const stage = stageContext(context.platform, context.stage);
  const assembleFor: Parameters<typeof portsOn>[0]['assembleFor'] = (wanted, keep) =>
    deployer.assemble({ workspace, stage, definition: wanted, keep, asOf });
  const { broken, judged, remove } = assembleFor(definition);
  remove();
  if (broken.length > 0) return breaksRules(file, broken);
  context.progress(`synth: ${judged.rules} rules of ${judged.packs} packs, none broken`);

  const fingerprint = fingerprintOf(workspace, launch, context.stage);
  const changes = changesOf(workspace, launch, found.row?.definition);
  const plan = fingerprint.hash;
  context.progress(`plan: ${plan.slice(0, 16)}${changes.length === 0 ? ', as it was' : `, ${changes.length} changes`}`);
  const approval = await approvalOf(context, launch, { fingerprint, changes });
  if (approval.state !== 'granted' && approval.state !== 'not-needed') return { findings: approval.findings };
  const approvedBy = approvers(approval);
  context.progress(`approvals: ${approvedBy.length === 0 ? 'this stage asks for none' : approvedBy.join(', ')}`);

  const wanted = { definition, plan };
  const end = await runGoLive(portsOn({ context, services, deployer, launch, assembleFor, approvedBy }), wanted);
  switch (end.end) {
    case 'live':
      return withFindings(live(wanted, end, approvedBy), await emptyPools(services.pools, definition));
    case 'failed':
      return failed(launch, end, found.row);
    case 'refused':
    case 'raced':
      return raced(launch);
  }
};

const withFindings = (answer: Answer, more: readonly Finding[]): Answer => ({
  ...answer,
  findings: [...(answer.findings ?? []), ...more],
});

const approvers = ({ given }: Approval): readonly string[] => [...new Set(given.map(({ person }) => person))].sort();

const breaksRules = (file: string, broken: readonly string[]): Answer => {
  const more = broken.length === 1 ? '' : ` and ${broken.length - 1} more`;
  const message = `it breaks what IT enforces: ${broken[0]}${more}`;
  const fix = 'Change the launch, or ask IT for a waiver; npx cdk synth says everything that is found.';
  return refuse(fileFinding('launch.breaksRules', file, message, fix));
};
