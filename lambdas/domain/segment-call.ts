import { CALL_EVENT } from '../../contracts/names';
import { type Call, type Fields, isFields, type ReadItem } from './call';
import { instantOf, occurredAt } from './event-time';
import { isSafeMessageId, messageIdFor } from './message-id';
import { own } from './record';
import { Misshapen, modelIn, readContext } from './segment-context';
import { reservedTraits } from './segment-traits';
import { readableWithdrawal } from './withdrawal';

const TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof TYPES)[number];

export const isCallType = (value: unknown): value is CallType => TYPES.includes(value as CallType);

/**
 * Reads one of Segment's calls. `batch` is the request around it: its `sentAt` holds for items without their own, its
 * `context` for what an item's context does not say.
 */
export const readCall = (type: CallType, item: Fields, batch: Fields, index: number, receivedAt: number): ReadItem => {
  const original = present(item, 'originalTimestamp') ?? present(item, 'timestamp');
  const messageId = messageIdFor(present(item, 'messageId'), item, original === undefined ? receivedAt : undefined);
  try {
    if (!isSafeMessageId(messageId)) throw new Misshapen('messageId');
    const sent = instantIn('sentAt', present(item, 'sentAt') ?? present(batch, 'sentAt'));
    const times = { original: instantIn('timestamp', original), sent, received: receivedAt };
    const facts = factsOf(type, item, batch);
    const call: Call = { index, messageId, occurredAt: occurredAt(times), receivedAt, payload: item, ...facts };
    return { kind: 'call', call };
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    const heard = type === 'track' ? readableWithdrawal(item) : undefined;
    if (heard !== undefined && batch !== ALONE) return readCall(type, heard, ALONE, index, receivedAt);
    const safe = isSafeMessageId(messageId) ? messageId : messageIdFor(undefined, item, undefined);
    return { kind: 'aside', index, messageId: safe, reason: 'malformed', detail: error.part, payload: item };
  }
};

/** No request around it. */
const ALONE: Fields = {};

type Facts = Omit<Call, 'index' | 'messageId' | 'occurredAt' | 'receivedAt' | 'payload'>;

const factsOf = (type: CallType, item: Fields, batch: Fields): Facts => {
  const { event, properties } = contentOf(type, item);
  const [userId, anonymousId] = [identifierIn(item, 'userId'), identifierIn(item, 'anonymousId')];
  // Without it the call would say nothing: an alias links somebody to it.
  if (type === 'alias' && userId === undefined) throw new Misshapen('userId');
  const context = readContext(item, batch);
  const model = modelIn(context.protocols);
  return {
    event,
    properties,
    traits: type === 'identify' ? properties : reservedTraits(context.traits),
    synthetic: context.synthetic,
    context: context.whole,
    ...(context.gpc ? { gpc: true as const } : {}),
    ...(userId === undefined ? {} : { userId }),
    ...(anonymousId === undefined ? {} : { anonymousId }),
    ...(context.externalIds.length === 0 ? {} : { externalIds: context.externalIds }),
    ...(model === undefined ? {} : { model }),
  };
};

const contentOf = (type: CallType, item: Fields): Pick<Call, 'event' | 'properties'> => {
  const name = type === 'identify' || type === 'group' ? 'traits' : 'properties';
  const given = present(item, name) ?? {};
  if (!isFields(given)) throw new Misshapen(name);
  if (type === 'identify') return { event: CALL_EVENT.identify, properties: reservedTraits(given) };
  if (type === 'group')
    return { event: CALL_EVENT.group, properties: { ...reservedTraits(given), ...besideIn(type, item) } };
  if (type !== 'track') return { event: CALL_EVENT[type], properties: { ...given, ...besideIn(type, item) } };
  const event = own(item, 'event');
  if (typeof event !== 'string' || event === '') throw new Misshapen('event');
  return { event, properties: given };
};

/** What Segment keeps beside the properties. */
const besideIn = (type: 'page' | 'screen' | 'group' | 'alias', item: Fields): Fields => {
  if (type === 'page' || type === 'screen') return membersIn(item, ['name', 'category']);
  const name = type === 'group' ? 'groupId' : 'previousId';
  const id = identifierIn(item, name);
  if (id === undefined && type === 'group') throw new Misshapen(name);
  return id === undefined ? {} : { [name]: id };
};

const membersIn = (item: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (present(item, name) === undefined ? [] : [[name, item[name]]])));

/** A member that is there and not null. */
const present = (item: Fields, name: string): unknown => own(item, name) ?? undefined;

const instantIn = (part: string, value: unknown): number | undefined => {
  const instant = instantOf(value);
  if (value !== undefined && instant === undefined) throw new Misshapen(part);
  return instant;
};

/** Some sources send numbers. */
const identifierIn = (item: Fields, name: string): string | undefined => {
  const value = present(item, name);
  if (value === undefined || typeof value === 'string') return value;
  if (Number.isSafeInteger(value)) return String(value);
  throw new Misshapen(name);
};
