import { say } from '../../messages';
import { scheduled } from '../../workspace/launch-window';
import { compileQuietTimes } from '../../workspace/quiet-times';
import { firstFree, pushChannels, wallOf } from '../quiet-walls';
import type { LaunchRule } from './rule';

/** A launch has at least one minute in which each of its channels may send. */
export const neverSent: LaunchRule = {
  id: 'when.neverSent',
  severity: 'fatal',
  what: 'A launch has time in which its messages may be sent.',
  why: 'Between quiet hours and blackout days the gateway would refuse every one of its messages.',
  fix: 'Let it run longer, move it, or leave the channel out.',
  check: (launch, facts) => {
    const { team, when } = launch;
    if (facts.policy === undefined || when.starts > when.ends) return [];
    const times = compileQuietTimes(facts.policy);
    const from = scheduled(launch) ?? when.starts;
    return pushChannels(launch, facts)
      .filter(({ channel }) => firstFree(times, { channel, team }, wallOf(from), wallOf(when.ends)) === undefined)
      .map(({ channel, index }) => ({
        ...say('when.neverSent', { channel, from, to: when.ends }),
        path: ['channels', 'use', index, 'channel'],
      }));
  },
};
