import type { Decision, ExcludedReason, LaunchDefinition, LiveLaunch } from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import type { QuietTimes } from '../../contracts/quiet-times';
import { candidates } from './decide';
import { quietUntil } from './quiet-time';
import { own } from './record';
import type { createSeen } from './rehearse-tally';
import { wallTime, zoneOf } from './zone-time';

/** Names under which a history is counted. */
export const PAST = {
  moments: 'moments',
  chosen: (offer: string) => `chosen/${offer}`,
  excluded: (reason: ExcludedReason) => `excluded/${reason}`,
  waited: (channel: string) => `waited/${channel}`,
  expired: (channel: string) => `expired/${channel}`,
  sent: (day: string, channel: string) => `sent/${day}/${channel}`,
} as const;

/** What messages are counted by. */
export interface CountBy {
  readonly definition: LaunchDefinition;
  readonly quiet: QuietTimes;
}

type See = ReturnType<typeof createSeen>['see'];

/** Counts what a decision came to for the launch; nothing where the launch was not up for choice. */
export const countDecision = (
  task: CountBy,
  decision: Decision,
  person: PersonView,
  live: LiveLaunch,
  see: See,
): void => {
  if (candidates({ launches: [live], trigger: decision.trigger }).length === 0) return;
  const { launch } = task.definition;
  see(PAST.moments);
  const chosen = decision.chosen.filter((one) => one.launch === launch);
  const excluded = decision.excluded.find((one) => one.launch === launch);
  if (excluded !== undefined) see(PAST.excluded(excluded.reason));
  if (chosen[0] !== undefined) see(PAST.chosen(chosen[0].offer));
  for (const one of chosen) countMessage(task, one, person, Date.parse(decision.at), see);
};

const countMessage = (
  { definition: { team, window }, quiet }: CountBy,
  { channel, kind, notAfter }: Decision['chosen'][number],
  person: PersonView,
  at: number,
  see: See,
): void => {
  const zone = own(person.traits, 'timezone')?.value;
  const customerZone = typeof zone === 'string' ? zone : undefined;
  const last = Date.parse(notAfter);
  const waits =
    kind === 'push'
      ? quietUntil(quiet, { channel, team, launchZone: window.timezone, customerZone, at, notAfter: last })
      : undefined;
  if (waits !== undefined) see(PAST.waited(channel));
  if (waits !== undefined && waits > last) see(PAST.expired(channel));
  else see(PAST.sent(dayAt(waits ?? at, window.timezone), channel));
};

/** The day that the clocks of a zone show. */
export const dayAt = (instant: number, timezone: string): string => {
  const zone = zoneOf(timezone);
  return new Date(zone === undefined ? instant : wallTime(instant, zone)).toISOString().slice(0, 10);
};
