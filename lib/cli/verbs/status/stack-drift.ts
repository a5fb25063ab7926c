import type { Finding } from '../../../../contracts/finding';
import { say } from '../../../messages';
import { stackDifferences } from '../../../watch/stack-differences';
import type { Workspace } from '../../../workspace';
import type { ChangedResource, LaunchStacks } from '../../aws/launch-stacks';
import { fileFinding } from '../../codes';
import type { Context } from '../../context';
import type { Watched } from './watched';

/** CloudFormation compares only so many stacks at once. */
const AT_ONCE = 4;

/**
 * What differs between the stacks of launches and what this version of the platform makes of the same definitions, and what
 * CloudFormation finds changed by hand. Asks AWS about each stack, which takes its time. A launch whose file has changed is
 * compared with itself only: that its stack is another one is no news.
 */
export const stackDrift = async (
  context: Context,
  workspace: Workspace,
  launches: readonly Watched[],
): Promise<readonly Finding[]> => {
  const { stacks: openStacks } = await context.services();
  const stacks = await openStacks();
  const waiting = launches.filter(({ stack, state }) => stack !== undefined && state !== 'ended').values();
  const found: Finding[] = [];
  const work = async (): Promise<void> => {
    for (const watched of waiting) found.push(...(await driftOf(context, workspace, stacks, watched)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
};

const driftOf = async (
  context: Context,
  workspace: Workspace,
  stacks: LaunchStacks,
  watched: Watched,
): Promise<readonly Finding[]> => {
  const { launch, file, written } = watched;
  const told = (message: string, fix: string): Finding =>
    fileFinding('launch.drift', `launches/${launch}.yaml`, message, fix);
  const [template, changed = []] = await Promise.all([
    file === 'same' ? stacks.template(launch) : undefined,
    stacks.drift(launch),
  ]);
  const findings: Finding[] = [];
  if (template !== undefined && written !== undefined) {
    // Loaded only when a stack is compared: CDK is large.
    const { launchTemplate } = await import('./launch-template');
    const resources = stackDifferences(template, launchTemplate(context, workspace, written));
    const said = say('launch.drift.stack', { launch, resources });
    if (resources.length > 0) findings.push(told(said.message, said.fix));
  }
  if (changed.length > 0) {
    const said = say('launch.drift.resources', { launch, resources: changed.map(words) });
    findings.push(told(said.message, said.fix));
  }
  return findings;
};

const words = ({ id, type, properties }: ChangedResource): string =>
  properties.length === 0 ? `${id} (${type}) is gone` : `${id} (${type}: ${properties.join(', ')})`;
