import type { LaunchManifest } from '../../../contracts/launch';
import { type QuietTimes, quietEnd } from '../../../contracts/quiet-times';
import { say } from '../../messages';
import type { Draft } from '../../workspace/draft';
import { scheduled } from '../../workspace/launch-window';
import { compileQuietTimes } from '../../workspace/quiet-times';
import { minuteText, pushChannels, wallOf } from '../quiet-walls';
import type { LaunchRule } from './rule';

/** In quiet hours the gateway sends nothing: messages wait until they end, or are refused where the launch has ended by then. */
export const quietHours: LaunchRule = {
  id: 'when.quiet',
  severity: 'warning',
  what: 'A launch speaks outside of quiet hours.',
  why: 'Nobody wants to be woken by an offer, and in many places the law forbids it for text messages.',
  fix: 'Choose an hour at which messages may be sent.',
  check: (launch, facts) => {
    if (facts.policy === undefined) return [];
    const times = { ...compileQuietTimes(facts.policy), blackouts: [] };
    const channels = pushChannels(launch, facts).map(({ channel }) => channel);
    const quietAt = (minute: string): Quiet | undefined => quietOf(times, launch.team, channels, minute);
    return [...atSchedule(launch, quietAt), ...atEnd(launch, quietAt)];
  },
};

interface Quiet {
  /** Channels that are quiet then. */
  readonly channels: readonly string[];
  readonly until: string;
}

const quietOf = (times: QuietTimes, team: string, channels: readonly string[], minute: string): Quiet | undefined => {
  const ends = channels.flatMap((channel) => {
    const end = quietEnd(times, { channel, team }, wallOf(minute));
    return end === undefined ? [] : [{ channel, end }];
  });
  if (ends.length === 0) return undefined;
  return {
    channels: ends.map(({ channel }) => channel),
    until: minuteText(Math.max(...ends.map(({ end }) => end))),
  };
};

type QuietAt = (minute: string) => Quiet | undefined;

const atSchedule = (launch: LaunchManifest, quietAt: QuietAt): readonly Draft[] => {
  const at = scheduled(launch);
  const quiet = at === undefined ? undefined : quietAt(at);
  return at === undefined || quiet === undefined
    ? []
    : [{ ...say('when.quiet', { at, ...quiet }), path: ['trigger', 'at'] }];
};

/** No fault: but whoever is waited for in the last night hears nothing. */
const atEnd = (launch: LaunchManifest, quietAt: QuietAt): readonly Draft[] => {
  const { ends } = launch.when;
  const isOngoing = launch.trigger !== undefined && scheduled(launch) === undefined;
  const quiet = isOngoing ? quietAt(ends) : undefined;
  if (quiet === undefined) return [];
  return [{ ...say('when.quiet.end', { ends, ...quiet }), path: ['when', 'ends'], severity: 'info' }];
};
