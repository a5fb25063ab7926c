import type { Policy } from '../../../contracts/policy';
import { say } from '../../messages';
import { scheduled } from '../../workspace/launch-window';
import { pushChannels } from '../quiet-walls';
import type { LaunchRule } from './rule';

/** On a blackout day the gateway sends nothing: messages wait until it is over. */
export const blackout: LaunchRule = {
  id: 'when.blackout',
  severity: 'warning',
  what: 'A launch speaks on days that are no blackout.',
  why: 'There are days on which the company has decided to be silent.',
  fix: 'Plan for silence on these days, or move the launch.',
  check: (launch, facts) => {
    if (facts.policy === undefined || pushChannels(launch, facts).length === 0) return [];
    const { team, when } = launch;
    const at = scheduled(launch);
    const [first, last] = [at ?? when.starts, at ?? when.ends].map((minute) => minute.slice(0, 10)) as [string, string];
    const days = facts.policy.blackouts
      .filter(({ from, until = from, teams }) => from <= last && first <= until && (teams?.includes(team) ?? true))
      .map(described);
    if (days.length === 0) return [];
    return [{ ...say('when.blackout', { days }), path: at === undefined ? ['when', 'starts'] : ['trigger', 'at'] }];
  },
};

const described = ({ from, until = from, reason }: Policy['blackouts'][number]): string =>
  `${from === until ? from : `${from} to ${until}`} (${reason})`;
