import { CALL_EVENT } from '../../contracts/names';
import { type Call, type Fields, isFields, type ReadItem } from './call';
import { instantOf, occurredAt } from './event-time';
import { isSafeMessageId, messageIdFor } from './message-id';
import { own } from './record';

const TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof TYPES)[number];

export const isCallType = (value: unknown): value is CallType => TYPES.includes(value as CallType);

/** A member that has not the shape that Segment's API gives it. */
class Misshapen {
  constructor(readonly name: string) {}
}

/** Reads one of Segment's calls; `batch` is the request around it, whose `sentAt` and `context` hold for items without their own. */
export const readCall = (type: CallType, item: Fields, batch: Fields, index: number, receivedAt: number): ReadItem => {
  const original = present(item, 'originalTimestamp') ?? present(item, 'timestamp');
  const given = present(item, 'messageId');
  const messageId = messageIdFor(given, item, original === undefined ? receivedAt : undefined);
  const aside = (detail: string): ReadItem => ({
    kind: 'aside',
    index,
    messageId: isSafeMessageId(messageId) ? messageId : messageIdFor(undefined, item, undefined),
    reason: 'malformed',
    detail,
    payload: item,
  });
  if (!isSafeMessageId(messageId)) return aside('messageId');

  const sentAt = present(item, 'sentAt') ?? present(batch, 'sentAt');
  const times = { original: instantOf(original), sent: instantOf(sentAt), received: receivedAt };
  if (original !== undefined && times.original === undefined) return aside('timestamp');
  if (sentAt !== undefined && times.sent === undefined) return aside('sentAt');

  const content = contentOf(type, item);
  if (content instanceof Misshapen) return aside(content.name);
  const [userId, anonymousId] = [identifier(item, 'userId'), identifier(item, 'anonymousId')];
  if (userId instanceof Misshapen || anonymousId instanceof Misshapen) {
    return aside(userId instanceof Misshapen ? 'userId' : 'anonymousId');
  }
  const context = fieldsIn(item, 'context') ?? fieldsIn(batch, 'context') ?? {};
  const call: Call = {
    index,
    messageId,
    event: content.event,
    occurredAt: occurredAt(times),
    receivedAt,
    ...(userId === undefined ? {} : { userId }),
    ...(anonymousId === undefined ? {} : { anonymousId }),
    traits: type === 'identify' ? content.properties : (fieldsIn(context, 'traits') ?? {}),
    properties: content.properties,
    synthetic: own(context, 'synthetic') === true,
    payload: item,
  };
  return { kind: 'call', call };
};

type Content = Pick<Call, 'event' | 'properties'>;

const contentOf = (type: CallType, item: Fields): Content | Misshapen => {
  const name = type === 'identify' || type === 'group' ? 'traits' : 'properties';
  const given = present(item, name) ?? {};
  if (!isFields(given)) return new Misshapen(name);
  if (type !== 'track') return { event: CALL_EVENT[type], properties: withOwnFields(type, item, given) };
  const event = own(item, 'event');
  return typeof event === 'string' && event !== '' ? { event, properties: given } : new Misshapen('event');
};

/** Members that Segment keeps beside the properties, by call. */
const BESIDE: Readonly<Record<CallType, readonly string[]>> = {
  track: [],
  identify: [],
  page: ['name', 'category'],
  screen: ['name', 'category'],
  group: ['groupId'],
  alias: ['previousId'],
};

const withOwnFields = (type: CallType, item: Fields, properties: Fields): Fields => {
  const beside = BESIDE[type].filter((name) => present(item, name) !== undefined);
  if (beside.length === 0) return properties;
  return { ...properties, ...Object.fromEntries(beside.map((name) => [name, item[name]])) };
};

/** A member that is there and not null. */
const present = (item: Fields, name: string): unknown => own(item, name) ?? undefined;

const fieldsIn = (item: Fields, name: string): Fields | undefined => {
  const value = own(item, name);
  return isFields(value) ? value : undefined;
};

/** Some sources send numbers. */
const identifier = (item: Fields, name: string): string | Misshapen | undefined => {
  const value = present(item, name);
  if (value === undefined || typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : new Misshapen(name);
};
