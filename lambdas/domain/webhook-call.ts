import type { IdentityRules } from '../../contracts/identity';
import { PLATFORM_EVENT } from '../../contracts/names';
import type { PlatformConfig } from '../../contracts/platform-config';
import { isTestMessage } from '../../contracts/send-test';
import type { Vendor } from '../../contracts/vendor';
import type { Inbound, WebhookMapping, WebhookPart } from '../../contracts/vendor-inbound';
import { NOT_FOR_LOW_TRUST, type Trust } from '../../contracts/webhook-rules';
import { type Call, type Fields, isFields, type ReadItem } from './call';
import { instantOf, occurredAt } from './event-time';
import { DEEPEST, nests } from './json-text';
import type { QuarantineReason } from './ports/quarantine';
import { own } from './record';
import { type Beside, membersOf, partOf, propertyOf, valueAt } from './webhook-parts';

/** One item of a vendor's webhook. */
export interface WebhookItem {
  readonly index: number;
  readonly messageId: string;
  readonly item: unknown;
  readonly beside: Beside;
  readonly trust: Trust;
  /** Milliseconds, by the clock that events are dated with. */
  readonly receivedAt: number;
}

/** Reads an item as a call; `undefined` for one that the registry says to drop, and for reports on tests. Never throws on what was sent. */
export type ReadWebhookItem = (item: WebhookItem) => ReadItem | undefined;

/** What reading needs of the platform. */
export type WebhookRules = Pick<PlatformConfig, 'identity' | 'catalog'>;

/**
 * Whether somebody reports on a test, which is nothing that a customer did. A withdrawal counts whatever it answers: whom it names
 * may be a customer as well.
 */
const isOfTest = ({ event, properties }: Call): boolean =>
  event !== PLATFORM_EVENT.consentWithdrawn && isTestMessage(own(properties, 'messageId'));

/** Compiles a vendor's part of the registry once per process. */
export const compileWebhook = (vendor: Vendor, rules: WebhookRules): ReadWebhookItem => {
  const { inbound } = vendor;
  const events = lowerCased(Object.entries(inbound?.events ?? {}));
  const ignored = new Set((inbound?.ignored ?? []).map((type) => type.toLowerCase()));
  const types = [inbound?.type ?? 'type'].flat();
  const readItem: ReadWebhookItem = (webhook) => {
    if (nests(webhook.item, DEEPEST)) return aside(webhook, 'malformed', 'depth');
    const type = typeOf(types, webhook);
    const mapping = type === undefined ? undefined : events.get(type);
    if (mapping !== undefined) return read(webhook, mapping, inbound?.at, rules);
    if (type !== undefined && (ignored.has(type) || ignored.has('*'))) return undefined;
    return aside(webhook, 'unmapped-webhook', 'type');
  };
  const namedIn = compileNaming(inbound);
  return (webhook) => {
    const read = readItem(webhook);
    if (read?.kind === 'call' && isOfTest(read.call)) return undefined;
    return read?.kind === 'aside' ? { ...read, ...namedIn(webhook) } : read;
  };
};

/** Whom an item that is set aside names, and when it happened, as far as it says so in the words of the vendor's other items. */
const compileNaming = (inbound: Inbound | undefined) => {
  const parts = Object.values(inbound?.events ?? {}).flatMap((mapping) =>
    typeof mapping === 'string' ? [] : Object.entries(mapping.identifiers),
  );
  return ({ item, beside, receivedAt }: WebhookItem) => {
    const original = timeOf(item, inbound?.at);
    return {
      externalIds: parts.map(([type, part]) => ({ type, id: partOf(part, item, beside) })),
      ...(typeof original === 'number' && { occurredAt: occurredAt({ original, received: receivedAt }) }),
    };
  };
};

const lowerCased = <T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> =>
  new Map(entries.map(([type, value]) => [type.toLowerCase(), value]));

const typeOf = (types: readonly WebhookPart[], { item, beside }: WebhookItem): string | undefined => {
  for (const part of types) {
    const value = partOf(part, item, beside);
    if (typeof value === 'string' && value.trim() !== '') return value.trim().toLowerCase();
  }
  return undefined;
};

const aside = (
  { index, messageId, item }: WebhookItem,
  reason: QuarantineReason,
  detail: string,
): Extract<ReadItem, { kind: 'aside' }> => ({ kind: 'aside', index, messageId, reason, detail, payload: item });

const read = (
  webhook: WebhookItem,
  mapping: Inbound['events'][string],
  at: Inbound['at'],
  rules: WebhookRules,
): ReadItem => {
  const event = typeof mapping === 'string' ? mapping : mapping.event;
  const low = webhook.trust === 'low';
  const entry = own(rules.catalog, event);
  if (low && (NOT_FOR_LOW_TRUST.has(event) || Object.keys(entry?.sets ?? {}).length > 0)) {
    return aside(webhook, 'low-trust', 'event');
  }
  const original = timeOf(webhook.item, at);
  if (original === null) return aside(webhook, 'malformed', at?.path ?? 'at');
  const content = typeof mapping === 'string' ? plainContent(webhook.item) : mapped(mapping, webhook, rules.identity);
  if (typeof content === 'string') return aside(webhook, 'malformed', content);
  const named = Object.keys(entry?.identifies ?? {}).some((name) => own(content.properties, name) !== undefined);
  const who = low ? strongest(content, rules.identity, named) : content;
  const { index, messageId, receivedAt, item } = webhook;
  return {
    kind: 'call',
    call: {
      index,
      messageId,
      event,
      occurredAt: occurredAt({ original, received: receivedAt }),
      receivedAt,
      ...who,
      properties: content.properties,
      synthetic: typeof mapping === 'string' && isFields(item) && own(item, 'synthetic') === true,
      payload: item,
    },
  };
};

/** Milliseconds; undefined where the vendor does not say when, null where what it says is no time. */
const timeOf = (item: unknown, { path, unit }: NonNullable<Inbound['at']> = { path: 'at', unit: 'iso' }) => {
  const value = valueAt(item, path);
  if (value === undefined || value === '') return undefined;
  if (unit === 'iso') return instantOf(value) ?? null;
  const count = typeof value === 'string' && /^\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isFinite(count)) return null;
  return Math.trunc(unit === 'seconds' ? count * 1000 : count);
};

type Who = Pick<Call, 'userId' | 'anonymousId' | 'traits'>;
type Content = Who & Pick<Call, 'properties'>;

/** `{type, at, customer, data}`: what a vendor sends that writes for us. */
const plainContent = (item: unknown): Content | string => {
  const customer = valueAt(item, 'customer') ?? {};
  const data = valueAt(item, 'data') ?? {};
  if (!isFields(customer)) return 'customer';
  if (!isFields(data)) return 'data';
  return { ...who((name) => own(customer, name), customer), properties: data };
};

const mapped = (mapping: WebhookMapping, { item, beside }: WebhookItem, identity: IdentityRules): Content => {
  const values = membersOf(mapping.identifiers, (part) => partOf(part, item, beside));
  const carried = Object.fromEntries(
    identity.types.flatMap(({ type, from }) => (values[type] === undefined ? [] : [[from, values[type]]])),
  );
  return {
    ...who((name) => carried[name], carried),
    properties: membersOf(mapping.properties, (property) => propertyOf(property, item, beside)),
  };
};

const who = (member: (name: string) => unknown, traits: Fields): Who => {
  const [userId, anonymousId] = [member('userId'), member('anonymousId')];
  return {
    ...(typeof userId === 'string' ? { userId } : {}),
    ...(typeof anonymousId === 'string' ? { anonymousId } : {}),
    traits,
  };
};

/** One name alone: two would say that they are one person, and a token does not vouch for that. */
const strongest = (content: Content, { types }: IdentityRules, named: boolean): Who => {
  const carried = types.filter(({ from }) => carries(content, from)).sort((a, b) => a.priority - b.priority);
  const from = named ? undefined : carried[0]?.from;
  if (from === undefined) return { traits: {} };
  return who((name) => (name === from ? content[name as 'userId'] : undefined), pick(content.traits, from));
};

const pick = (fields: Fields, name: string): Fields => {
  const value = own(fields, name);
  return value === undefined ? {} : { [name]: value };
};

const carries = ({ userId, anonymousId, traits }: Who, from: string): boolean => {
  if (from === 'userId') return userId !== undefined;
  if (from === 'anonymousId') return anonymousId !== undefined;
  return own(traits, from) !== undefined;
};
