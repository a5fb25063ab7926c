import type { PlatformConfig, Source } from '../../contracts/platform';
import type { Call, ReadItem, Rejected } from './call';
import { type Draft, withTopics } from './draft';
import { compileEdgeEvent, type EdgeEvent, type ValidationError, type Validators } from './edge-event';
import { compileIdentifiers } from './edge-identifiers';
import { type Misplaced, type PropertyReading, readProperties } from './edge-properties';
import type { Quarantined, QuarantineReason } from './ports';
import { compileTopics } from './topics';
import { plainWithdrawals } from './withdrawal';

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
  | {
      readonly kind: 'accepted';
      readonly draft: Draft;
      /** Paths of undeclared properties that were left out, as the sender's setting has it. */
      readonly stripped: readonly string[];
    }
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
  const findEvent = compileVersions(config.catalog, validators);

  const judge = (call: Call, event: FoundEvent, sender: Sender): Admission => {
    if (event === 'unknown-event') return refuse(sender.unknownEvents, call, sender, event, 'event');
    if (event === 'unknown-version') {
      return refuse(sender.unknownEvents, call, sender, event, 'context.protocols.event_version');
    }
    if (event.sources !== undefined && !event.sources.includes(sender.source)) {
      return refuse('quarantine', call, sender, 'source-not-allowed', 'source');
    }
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
      stripped: reading.unknown,
    };
  };

  const admit = (call: Call, sender: Sender): Admission => {
    const event = findEvent(call);
    const admission = judge(call, event, sender);
    if (admission.kind === 'accepted') return admission;
    return hear(call, sender) ?? (admission.kind === 'quarantined' ? withSubjects(admission, call, event) : admission);
  };

  /** A withdrawal counts whatever is wrong with it and however late it comes; undefined for everything else. */
  const hear = (call: Call, sender: Sender): Admission | undefined =>
    plainWithdrawals(call)
      .map((plain) => judge(plain, findEvent(plain), { ...sender, history: true }))
      .find(({ kind }) => kind === 'accepted');

  /** Only what is set aside is looked through for whose it is, so that it can be found when they ask. */
  const withSubjects = (
    admission: Admission & { readonly kind: 'quarantined' },
    call: Call,
    event: FoundEvent,
  ): Admission => {
    const known = typeof event === 'string' ? { identifies: [] } : event;
    const identifiers = findIdentifiers(call, known).map(({ value }) => value);
    const about = { at: new Date(call.occurredAt).toISOString(), identifiers };
    const name = typeof event === 'string' ? {} : { event: event.name };
    return { ...admission, item: { ...admission.item, ...name, about } };
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

const UNREADABLE: ReadonlySet<Misplaced> = new Set(['unsafe-name', 'broken-text', 'infinite-number']);

/** The gravest thing wrong with an event: personal data out of place, then names, then values. */
const faultOf = (reading: PropertyReading, event: EdgeEvent, { unknownProperties }: Sender): Fault | undefined => {
  const { stray, unknown, unspelt } = reading;
  if (stray?.what === 'card-number') return { handling: 'quarantine', reason: 'card-number', detail: stray.path };
  if (stray !== undefined) {
    const reason = UNREADABLE.has(stray.what) ? 'malformed' : 'undeclared-personal-data';
    return { handling: 'quarantine', reason, detail: `${stray.path} ${stray.what}` };
  }
  if (unknown.length > 0 && unknownProperties !== 'strip') {
    return { handling: unknownProperties, reason: 'unknown-property', detail: someOf(unknown) };
  }
  if (!event.validate(reading.properties)) {
    return { handling: 'quarantine', reason: 'schema-violation', detail: violations(event.validate.errors ?? []) };
  }
  return unspelt === undefined ? undefined : { handling: 'quarantine', reason: 'schema-violation', detail: unspelt };
};

type FoundEvent = EdgeEvent | 'unknown-event' | 'unknown-version';

/** The event of the version that the sender writes: the latest, or the last of a former MODEL that is still taken. */
const compileVersions = (catalog: PlatformConfig['catalog'], validators: Validators) => {
  const latest = new Map<string, EdgeEvent>();
  const models = new Map<string, EdgeEvent>();
  for (const [name, entry] of Object.entries(catalog)) {
    const event = compileEdgeEvent(name, entry, validators);
    latest.set(name, event);
    models.set(modelKey(name, entry.schema), event);
    for (const former of entry.former ?? []) {
      models.set(modelKey(name, former.schema), compileEdgeEvent(name, former, validators, former.schema));
    }
  }
  return ({ event, model }: Call): FoundEvent => {
    const found = latest.get(event);
    if (found === undefined || model === undefined) return found ?? 'unknown-event';
    return models.get(`${event}/${model}`) ?? 'unknown-version';
  };
};

/** `Order Completed/2` of `Order Completed/2-0-1`. */
const modelKey = (name: string, schema: string): string =>
  `${name}/${Number.parseInt(schema.slice(name.length + 1), 10)}`;

const MOST_NAMED = 5;
/** Names, the first few of many. */
const someOf = (names: readonly string[]): string =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
    : names.join(', ');

/** Places and keywords; of their parameters only the name that a schema requires, never what was sent. */
const violations = (errors: readonly ValidationError[]): string =>
  errors
    .slice(0, MOST_NAMED)
    .map(({ instancePath, keyword, params: { missingProperty } }) =>
      [instancePath.slice(0, 100) || '/', keyword, typeof missingProperty === 'string' ? missingProperty : []]
        .flat()
        .join(' '),
    )
    .join(', ');

/** What is said of each reason; a sentence without its full stop. */
export const REFUSED_WORDS: Readonly<Record<QuarantineReason, string>> = {
  'unknown-event': 'The catalog has no such event',
  'unknown-version': 'The catalog has no such version of the event, or takes it no longer',
  'schema-violation': 'The properties do not meet the event schema',
  'unknown-property': 'The event schema has no such property',
  'undeclared-personal-data': 'Personal data stands where the event schema declares none',
  'card-number': 'A property holds a payment card number',
  'too-late': 'The event is older than 31 days',
  'no-identifier': 'The event has no identifier that identifies anybody',
  'unmapped-webhook': 'The vendor registry maps this webhook type to no event',
  'identity-limit': 'The event links more identifiers than one person may have',
  erased: 'The event names somebody who was erased after it happened; nothing of it is kept',
  'source-not-allowed': 'Another source sends this event, and no other may',
  'low-trust': 'A vendor that does not sign may not say this',
  malformed: 'The event has not the shape of the API',
};

const refuse = (
  handling: Handling,
  { index, messageId, payload }: Pick<Call, 'index' | 'messageId' | 'payload'>,
  { source }: Sender,
  reason: QuarantineReason,
  detail: string,
): Admission => {
  const rejected = { index, messageId, code: reason, message: `${REFUSED_WORDS[reason]} (${detail}).` };
  if (handling === 'reject') return { kind: 'rejected', rejected };
  return { kind: 'quarantined', item: { source, messageId, reason, detail, payload }, rejected };
};
