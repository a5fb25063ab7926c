import type { Source } from '../../contracts/platform';
import type { PlatformConfig } from '../../contracts/platform-config';
import type { Call, ReadItem, Rejected } from './call';
import { type Draft, withTopics } from './draft';
import { withContext } from './edge-context';
import type { Validators } from './edge-event';
import { faultOf, type Handling } from './edge-fault';
import { compileIdentifiers, type Naming } from './edge-identifiers';
import { readProperties } from './edge-properties';
import { compileVersions, type FoundEvent } from './edge-versions';
import { LATEST_MS } from './event-time';
import { compileMentions } from './mentions';
import type { Quarantined, QuarantineReason } from './ports/quarantine';
import type { PersonalValue } from './ports/vault';
import { REFUSED_WORDS } from './refused-words';
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

/** The earliest that a date can be: senders write numbers that are none. */
const EARLIEST_MS = -8.64e15;
const isoOf = (milliseconds: number): string => new Date(Math.max(milliseconds, EARLIEST_MS)).toISOString();

/** An item that names more is a list of people; it is found by the strongest names. */
const MOST_SUBJECTS = 50;

/** Compiles identity, topics and catalog once per process; per event no pattern is built. */
export const compileEdge = (
  config: Pick<PlatformConfig, 'identity' | 'topics' | 'catalog'>,
  validators: Validators,
): Edge => {
  const findIdentifiers = compileIdentifiers(config.identity);
  const findMentions = compileMentions(config.identity);
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
    const reading = readProperties(withContext(call, event), event);
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
    const about = { at: isoOf(call.occurredAt), identifiers: subjectsOf(call, known) };
    const name = typeof event === 'string' ? {} : { event: event.name };
    return { ...admission, item: { ...admission.item, ...name, about } };
  };

  /** What has not the shape of a call may still name somebody; when it happened is known where its sender's words say so. */
  const setAside = (item: ReadItem & { readonly kind: 'aside' }, sender: Sender): Admission => {
    const admission = refuse('quarantine', item, sender, item.reason, item.detail);
    if (admission.kind !== 'quarantined') return admission;
    const { payload, externalIds = [], occurredAt } = item;
    const identifiers = subjectsOf({ traits: {}, properties: {}, externalIds, payload }, { identifies: [] });
    const about = { identifiers, ...(occurredAt !== undefined && { at: isoOf(occurredAt) }) };
    return { ...admission, item: { ...admission.item, about } };
  };

  /** Whom an item names, and whom else its payload mentions. */
  const subjectsOf = (
    item: Naming & Pick<Call, 'payload'>,
    event: Parameters<typeof findIdentifiers>[1],
  ): readonly PersonalValue[] => {
    const externalIds = [...(item.externalIds ?? []), ...findMentions(item.payload)];
    const found = findIdentifiers({ ...item, externalIds }, event).map(({ value }) => value);
    const each = new Map(found.map((value) => [`${value.kind} ${value.value}`, value]));
    return [...each.values()].slice(0, MOST_SUBJECTS);
  };

  return (item, sender) => {
    if (item.kind === 'refused') return { kind: 'rejected', rejected: item.rejected };
    return item.kind === 'call' ? admit(item.call, sender) : setAside(item, sender);
  };
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
