import type { Exposure, LaunchDefinition, Ledger } from '../../contracts/decision';
import type { BusEvent, Json } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import { goalMet } from './goal';
import { emittedIdOf } from './ids';

/** Counters to add to for one launch, once per `eventId`. */
export interface Count {
  readonly eventId: string;
  readonly launch: string;
  readonly counters: Readonly<Record<string, number>>;
}

/** Counters of events that belong to no launch. */
export const NO_LAUNCH = '_platform';

type Properties = BusEvent['detail']['properties'];
const text = (properties: Properties, name: string, otherwise: string): string => {
  const value = properties[name];
  return typeof value === 'string' ? value : otherwise;
};
const rows = (value: Json | undefined): readonly Properties[] =>
  Array.isArray(value) ? value.filter((row) => typeof row === 'object' && row !== null && !Array.isArray(row)) : [];

/** Which counter an event with one launch adds to. */
const COUNTER: Readonly<Record<string, (properties: Properties) => string>> = {
  [PLATFORM_EVENT.messageRequested]: (p) => `requested.${text(p, 'channel', 'unknown')}`,
  [PLATFORM_EVENT.messageDelivered]: (p) => `delivered.${text(p, 'channel', 'unknown')}`,
  [PLATFORM_EVENT.messageRefused]: (p) => `refused.${text(p, 'reason', 'unknown')}`,
  [PLATFORM_EVENT.messageFailed]: () => 'failed',
  [PLATFORM_EVENT.offerPresented]: (p) => `presented.${text(p, 'channel', 'unknown')}`,
  [PLATFORM_EVENT.offerAccepted]: (p) => `accepted.${text(p, 'channel', 'unknown')}`,
  [PLATFORM_EVENT.offerDeclined]: (p) => `declined.${text(p, 'channel', 'unknown')}`,
};

const decided = ({ messageId, properties }: BusEvent['detail']): readonly Count[] => {
  const perLaunch = new Map<string, Record<string, number>>();
  const add = (row: Properties, counter: string) => {
    const launch = text(row, 'launch', NO_LAUNCH);
    const counters = perLaunch.get(launch) ?? {};
    counters[counter] = (counters[counter] ?? 0) + 1;
    perLaunch.set(launch, counters);
  };
  for (const row of rows(properties.chosen)) add(row, `decided.${text(row, 'channel', 'unknown')}`);
  for (const row of rows(properties.excluded)) add(row, `excluded.${text(row, 'reason', 'unknown')}`);
  for (const row of rows(properties.exposures)) add(row, row.arm === 'held-out' ? 'held-out' : 'exposed');
  return [...perLaunch].map(([launch, counters]) => ({ eventId: `${messageId}#${launch}`, launch, counters }));
};

/** What the platform's own events add to launches' counters; other events and other sources add nothing. */
export const countsOf = ({ source, detailType, detail }: BusEvent): readonly Count[] => {
  if (source !== SOURCE.decision && source !== SOURCE.gateway) return [];
  if (detailType === PLATFORM_EVENT.offerDecided) return decided(detail);
  const counter = COUNTER[detailType];
  if (counter === undefined) return [];
  const launch = text(detail.properties, 'launch', NO_LAUNCH);
  return [{ eventId: detail.messageId, launch, counters: { [counter(detail.properties)]: 1 } }];
};

/** Definition under which a person met a launch; undefined where it is no longer known. */
export type DefinitionOf = (launch: string, exposure: Exposure) => LaunchDefinition | undefined;

/**
 * What a customer's event does to the goals of launches the person met before: the ledger if it changed, and counts. A
 * person counts once a launch, at the earliest event that meets the goal, in whatever order events come; the counts are
 * given again for the event that is already in the ledger, in case they were lost after it was saved.
 */
export const goalOutcome = (
  ledger: Ledger,
  event: BusEvent,
  definitionOf: DefinitionOf,
): { readonly ledger?: Ledger; readonly counts: readonly Count[] } => {
  const at = event.detail.occurredAt;
  const met = Object.entries(ledger.exposures).filter(([launch, exposure]) =>
    goalMet(definitionOf(launch, exposure)?.goal, exposure, event),
  );
  const counts = met.map(([launch, { arm, decisionId }]) => ({
    eventId: emittedIdOf('goal', launch, decisionId),
    launch,
    counters: { [`goal.${arm}`]: 1 },
  }));
  const earlier = met.filter(([, { goalAt }]) => goalAt === undefined || Date.parse(at) < Date.parse(goalAt));
  if (earlier.length === 0) return { counts };
  const exposures = Object.fromEntries(earlier.map(([launch, exposure]) => [launch, { ...exposure, goalAt: at }]));
  return { ledger: { ...ledger, exposures: { ...ledger.exposures, ...exposures } }, counts };
};
