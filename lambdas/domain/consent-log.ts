import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT } from '../../contracts/names';
import type { ConsentReceipt, StrandId } from '../../contracts/profile';
import { EVERY } from './consent';
import { BROWSER_DEFAULTS } from './consent-facts';
import { textOf } from './event-text';
import type { Loaded } from './loaded';
import type { ProfileChange } from './ports/profiles';
import { own } from './record';
import { eventStamp } from './strand';

const STATUS: Readonly<Record<string, ConsentReceipt['status']>> = {
  [PLATFORM_EVENT.consentGranted]: 'granted',
  [PLATFORM_EVENT.consentWithdrawn]: 'denied',
  [PLATFORM_EVENT.processingRestricted]: 'denied',
  [PLATFORM_EVENT.processingReleased]: 'granted',
};

const TEXTS = [
  'reason',
  'noticeVersion',
  'noticeUrl',
  'method',
  'collector',
  'receiptId',
  'expiresAt',
  'raw',
  'messageId',
  'ground',
  'ticket',
] as const;

/** What the log keeps of an event of a strand; undefined where the event says nothing about consent or restriction. */
export const consentReceipt = (event: BusEvent, strand: StrandId): ConsentReceipt | undefined => {
  const status = own(STATUS, event.detailType);
  if (status === undefined) return undefined;
  const { properties, receivedAt, schema } = event.detail;
  const { scopes } = properties;
  return {
    ...eventStamp(event),
    strand,
    receivedAt,
    event: event.detailType,
    schema: schema.slice(schema.lastIndexOf('/') + 1),
    status,
    purpose: textIn(properties, 'purpose') ?? EVERY,
    channel: textIn(properties, 'channel') ?? EVERY,
    ...Object.fromEntries(
      TEXTS.flatMap((name) => [[name, textIn(properties, name)] as const].filter(([, text]) => text)),
    ),
    ...(Array.isArray(scopes) ? { scopes: scopes.filter((scope) => typeof scope === 'string') } : {}),
  };
};

/**
 * The change with the entry that it adds to the consent log. Every word of a person is kept, whether or not it changes
 * anything; a browser, which says the same with every request, is kept where it does.
 */
export const withReceipt = (change: ProfileChange, loaded: Loaded): ProfileChange => {
  const { strand } = change.key;
  const receipt = consentReceipt(change.event, strand);
  if (receipt === undefined) return change;
  const isDefault = BROWSER_DEFAULTS.has(receipt.method ?? '') && receipt.event === PLATFORM_EVENT.consentWithdrawn;
  return isDefault && !signalsChange(change, strand, loaded) ? change : { ...change, receipt };
};

const signalsChange = ({ save }: ProfileChange, strand: StrandId, loaded: Loaded): boolean => {
  const standing = loaded.standing(strand);
  const before = standing.kind === 'known' ? standing.state.signals : undefined;
  const after = save.map(({ state }) => own(state.strands, strand)).find((state) => state !== undefined);
  return after !== undefined && after.signals !== before;
};

const textIn = textOf<'Consent Granted' | 'Consent Withdrawn' | 'Processing Restricted' | 'Processing Released'>;
