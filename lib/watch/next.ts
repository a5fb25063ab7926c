import { DateTime } from 'luxon';
import type { LaunchDefinition } from '../../contracts/decision';
import { type QuietTimes, quietEnd } from '../../contracts/quiet-times';
import { drainedAt } from '../../contracts/retention';

/** Something that happens to a launch by itself. */
export interface Upcoming {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: string;
}

/** How far a launch has come, as its row says. Instants are ISO 8601. */
export interface Progress {
  readonly state: 'live' | 'paused' | 'ended' | 'never live';
  readonly offSince?: string;
  readonly removedAt?: string;
  readonly closedAt?: string;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What happens to a launch by itself from an instant on, the next first. Quiet times are told by the launch's own clock. */
export const upcomingOf = (
  definition: LaunchDefinition,
  progress: Progress,
  quiet: QuietTimes,
  now: number,
): readonly Upcoming[] => {
  const all = progress.state === 'ended' ? afterEnd(definition, progress) : beforeEnd(definition, progress, quiet, now);
  return all.filter(({ at }) => at > now).sort((a, b) => a.at - b.at);
};

const afterEnd = (definition: LaunchDefinition, { offSince, removedAt, closedAt }: Progress): readonly Upcoming[] => [
  ...(removedAt === undefined && offSince !== undefined
    ? [{ at: drainedAt(offSince), what: 'its stack is removed' }]
    : []),
  ...(closedAt === undefined ? [resultsOf(definition)] : []),
];

const beforeEnd = (
  definition: LaunchDefinition,
  { state }: Progress,
  quiet: QuietTimes,
  now: number,
): readonly Upcoming[] => {
  const { window, trigger } = definition;
  return [
    { at: Date.parse(window.startsAt), what: 'its time begins' },
    ...(trigger.kind === 'at' ? [{ at: Date.parse(trigger.at), what: 'it speaks to all' }] : []),
    ...(state === 'live' ? quietOf(definition, quiet, Math.max(now, Date.parse(window.startsAt))) : []),
    { at: Date.parse(window.endsAt), what: state === 'never live' ? 'its time ends' : 'it ends' },
    ...(state === 'never live' ? [] : [resultsOf(definition)]),
  ];
};

const resultsOf = ({ window, goal }: LaunchDefinition): Upcoming => ({
  at: Date.parse(window.redeemUntil) + (goal?.withinSeconds ?? 0) * 1000,
  what: 'its results are complete',
});

/** The next change from or to silence on each push channel, within the launch's window and a day. */
const quietOf = ({ channels, team, window }: LaunchDefinition, quiet: QuietTimes, now: number): readonly Upcoming[] => {
  const zone = window.timezone;
  const wall = DateTime.fromMillis(now, { zone }).setZone('utc', { keepLocalTime: true }).toMillis();
  const instant = (at: number): number =>
    DateTime.fromMillis(at, { zone: 'utc' }).setZone(zone, { keepLocalTime: true }).toMillis();
  const found = channels.use
    .filter(({ kind }) => kind === 'push')
    .flatMap(({ channel }): readonly Upcoming[] => {
      const sender = { channel, team };
      const end = quietEnd(quiet, sender, wall);
      if (end !== undefined) return [{ at: instant(end), what: `${channel} may be sent again` }];
      const start = firstSilence(quiet, sender, wall);
      return start === undefined ? [] : [{ at: instant(start), what: `${channel} falls silent` }];
    });
  return found.filter(({ at }) => at <= Date.parse(window.endsAt));
};

/** The first wall time within a day at which a channel is silent: quiet hours and blackouts begin on whole minutes. */
const firstSilence = (
  quiet: QuietTimes,
  sender: { channel: string; team: string },
  wall: number,
): number | undefined => {
  const from = Math.ceil(wall / MINUTE_MS) * MINUTE_MS;
  for (let at = from; at <= from + DAY_MS; at += MINUTE_MS) if (quietEnd(quiet, sender, at) !== undefined) return at;
  return undefined;
};
