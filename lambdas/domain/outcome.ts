import type { BusEvent, Json } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import { COUNTER, PART } from '../../contracts/results';
import type { Counters, PartCounters } from './ports/counters';

/** Counters to add to for one launch, once per `eventId`. */
export interface Count {
  readonly eventId: string;
  readonly launch: string;
  readonly counters: Counters;
  /** Counters of parts. @default - none */
  readonly parts?: PartCounters;
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
const NAMES: Readonly<Record<string, (properties: Properties) => string>> = {
  [PLATFORM_EVENT.messageRequested]: (p) => `requested.${text(p, 'channel', 'unknown')}`,
  [PLATFORM_EVENT.messageDelivered]: (p) => COUNTER.delivered(text(p, 'channel', 'unknown')),
  [PLATFORM_EVENT.messageRefused]: (p) => `refused.${text(p, 'reason', 'unknown')}`,
  [PLATFORM_EVENT.messageFailed]: () => 'failed',
  [PLATFORM_EVENT.offerPresented]: (p) => COUNTER.presented(text(p, 'channel', 'unknown')),
  [PLATFORM_EVENT.offerAccepted]: (p) => COUNTER.accepted(text(p, 'channel', 'unknown')),
  [PLATFORM_EVENT.offerDeclined]: (p) => `declined.${text(p, 'channel', 'unknown')}`,
};

/** Events that results show by offer, too, under the same name. */
const BY_OFFER: ReadonlySet<string> = new Set([
  PLATFORM_EVENT.messageDelivered,
  PLATFORM_EVENT.offerPresented,
  PLATFORM_EVENT.offerAccepted,
]);

const offerPart = (row: Properties, counter: string): { readonly parts?: PartCounters } =>
  typeof row.offer === 'string' ? { parts: { [PART.offer(row.offer)]: { [counter]: 1 } } } : {};

const decided = ({ messageId, properties }: BusEvent['detail']): readonly Count[] => {
  const perLaunch = new Map<string, Record<string, number>>();
  const add = (row: Properties, counter: string) => {
    const launch = text(row, 'launch', NO_LAUNCH);
    const counters = perLaunch.get(launch) ?? {};
    counters[counter] = (counters[counter] ?? 0) + 1;
    perLaunch.set(launch, counters);
  };
  const chosen = rows(properties.chosen);
  const reached = new Map<string, PartCounters | undefined>();
  for (const row of chosen) add(row, `decided.${text(row, 'channel', 'unknown')}`);
  for (const row of rows(properties.excluded)) add(row, `excluded.${text(row, 'reason', 'unknown')}`);
  for (const row of rows(properties.exposures)) {
    add(row, COUNTER.people(row.arm === 'held-out' ? 'held-out' : 'treated'));
    // The first contact is by the first of the launch's offers, as in the ledger.
    const first = row.arm === 'held-out' ? undefined : chosen.find(({ launch }) => launch === row.launch);
    if (first !== undefined) {
      const { parts } = offerPart(first, `reached.${text(first, 'channel', 'unknown')}`);
      reached.set(text(first, 'launch', NO_LAUNCH), parts);
    }
  }
  return [...perLaunch].map(([launch, counters]) => {
    const parts = reached.get(launch);
    return { eventId: `${messageId}#${launch}`, launch, counters, ...(parts === undefined ? {} : { parts }) };
  });
};

/** What the platform's own events add to launches' counters; other events and other sources add nothing. */
export const countsOf = ({ source, detailType, detail }: BusEvent): readonly Count[] => {
  if (source !== SOURCE.decision && source !== SOURCE.gateway) return [];
  if (detailType === PLATFORM_EVENT.offerDecided) return decided(detail);
  const counter = NAMES[detailType]?.(detail.properties);
  if (counter === undefined) return [];
  const launch = text(detail.properties, 'launch', NO_LAUNCH);
  const parts = BY_OFFER.has(detailType) ? offerPart(detail.properties, counter) : {};
  return [{ eventId: detail.messageId, launch, counters: { [counter]: 1 }, ...parts }];
};
