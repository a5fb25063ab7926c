import type { PlatformConfig, Source } from '../../contracts/platform';
import type { Call, ReadItem, Rejected } from './call';
import { type Draft, withTopics } from './draft';
import { compileEdgeEvent, type EdgeEvent, type ValidationError, type Validators } from './edge-event';
import { compileIdentifiers } from './edge-identifiers';
import { type PropertyReading, readProperties } from './edge-properties';
import type { Quarantined, QuarantineReason } from './ports';
import { compileTopics } from './topics';

/** What the edge needs to know of whoever sends: a source of sources.yaml, or a vendor. */
export type Sender = Pick<Source, 'source' | 'unknownEvents' | 'unknownProperties' | 'history'>;

/** A vendor as a sender: it cannot be told what to leave out. */
export const vendorSender = (vendor: string): Sender => ({
  source: vendor,
  unknownEvents: 'quarantine',
  unknownProperties: 'strip',
});

/** What becomes of one item: let in, set aside and told so, or only told so. */
export type Admission =
  | { readonly kind: 'accepted'; readonly draft: Draft }
  | { readonly kind: 'quarantined'; readonly item: Quarantined; readonly rejected: Rejected }
  | { readonly kind: 'rejected'; readonly rejected: Rejected };

/** Judges one item. Never throws on what was sent. */
export type Edge = (item: ReadItem, sender: Sender) => Admission;

/** Events older than this come too late: their duplicates could no longer be told. */
const LATEST_MS = 31 * 86_400_000;

/** Compiles identity, topics and catalog once per process; per event no pattern is built. */
export const compileEdge = (
  config: Pick<PlatformConfig, 'identity' | 'topics' | 'catalog'>,
  validators: Validators,
): Edge => {
  const findIdentifiers = compileIdentifiers(config.identity);
  const findTopics = compileTopics(config.topics);
  const events = new Map(
    Object.entries(config.catalog).map(([name, entry]) => [name, compileEdgeEvent(name, entry, validators)]),
  );

  const admit = (call: Call, sender: Sender): Admission => {
    const event = events.get(call.event);
    if (event === undefined) return refuse(sender.unknownEvents, call, sender, 'unknown-event', 'event');
    if (call.receivedAt - call.occurredAt > LATEST_MS && !(sender.history === true && event.fact))
      return refuse('quarantine', call, sender, 'too-late', 'timestamp');
    const reading = readProperties(call.properties, event);
    const fault = faultOf(reading, event, sender);
    if (fault !== undefined) return refuse(fault.handling, call, sender, fault.reason, fault.detail);
    const identifiers = findIdentifiers(call, event);
    if (identifiers.length === 0) return refuse('quarantine', call, sender, 'no-identifier', 'identifiers');
    const properties = withTopics(reading.properties, event, findTopics);
    return {
      kind: 'accepted',
      draft: { call, event, source: sender.source, identifiers, properties, places: reading.places },
    };
  };

  return (item, sender) => {
    if (item.kind === 'refused') return { kind: 'rejected', rejected: item.rejected };
    if (item.kind === 'call') return admit(item.call, sender);
    return refuse('quarantine', item, sender, item.reason, item.detail);
  };
};

type Handling = 'reject' | 'quarantine';

interface Fault {
  readonly handling: Handling;
  readonly reason: QuarantineReason;
  readonly detail: string;
}

/** The gravest thing wrong with an event: personal data out of place, then names, then values. */
const faultOf = (reading: PropertyReading, event: EdgeEvent, { unknownProperties }: Sender): Fault | undefined => {
  const { stray, unknown, unspelt } = reading;
  if (stray?.what === 'unsafe-name')
    return { handling: 'quarantine', reason: 'malformed', detail: `${stray.path} name` };
  if (stray?.what === 'card-number') return { handling: 'quarantine', reason: 'card-number', detail: stray.path };
  if (stray !== undefined) {
    return { handling: 'quarantine', reason: 'undeclared-personal-data', detail: `${stray.path} ${stray.what}` };
  }
  if (unknown !== undefined && unknownProperties !== 'strip') {
    return { handling: unknownProperties, reason: 'unknown-property', detail: unknown };
  }
  if (!event.validate(reading.properties)) {
    return { handling: 'quarantine', reason: 'schema-violation', detail: violations(event.validate.errors ?? []) };
  }
  return unspelt === undefined ? undefined : { handling: 'quarantine', reason: 'schema-violation', detail: unspelt };
};

const MOST_VIOLATIONS = 5;

/** Places and keywords; of their parameters only the name that a schema requires, never what was sent. */
const violations = (errors: readonly ValidationError[]): string =>
  errors
    .slice(0, MOST_VIOLATIONS)
    .map(({ instancePath, keyword, params: { missingProperty } }) =>
      [instancePath.slice(0, 100) || '/', keyword, typeof missingProperty === 'string' ? missingProperty : []]
        .flat()
        .join(' '),
    )
    .join(', ');

const WORDS: Readonly<Record<QuarantineReason, string>> = {
  'unknown-event': 'The catalog has no such event',
  'schema-violation': 'The properties do not meet the event schema',
  'unknown-property': 'The event schema has no such property',
  'undeclared-personal-data': 'Personal data stands where the event schema declares none',
  'card-number': 'A property holds a payment card number',
  'too-late': 'The event is older than 31 days',
  'no-identifier': 'The event has no identifier that identifies anybody',
  'unmapped-webhook': 'The vendor registry maps this webhook type to no event',
  'identity-limit': 'The event links more identifiers than one person may have',
  malformed: 'The event has not the shape of the API',
};

const refuse = (
  handling: Handling,
  { index, messageId, payload }: Pick<Call, 'index' | 'messageId' | 'payload'>,
  { source }: Sender,
  reason: QuarantineReason,
  detail: string,
): Admission => {
  const rejected = { index, messageId, code: reason, message: `${WORDS[reason]} (${detail}).` };
  if (handling === 'reject') return { kind: 'rejected', rejected };
  return { kind: 'quarantined', item: { source, messageId, reason, detail, payload }, rejected };
};
