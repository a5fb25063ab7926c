import { createHash } from 'node:crypto';
import type { DecisionPolicy, MessageRequest } from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import type { Vendor, VendorField } from '../../contracts/vendor';
import { fieldName } from '../../contracts/vendor-fields';
import type { Content } from './offer-words';
import { mayAddress, reachable } from './permission';
import { own } from './record';

/** Why a message is not sent, ever. Stable codes, in the order in which they are tested. */
export const REFUSED = [
  'expired',
  'vendor-unknown',
  'approval-missing',
  'approval-expired',
  'channel-not-approved',
  'purpose-not-approved',
  'field-not-approved',
  'person-unknown',
  'restricted',
  'no-consent',
  'unreachable',
  'quiet-time',
  'budget-spent',
  'definition-missing',
  'code-missing',
  'render-failed',
  'launch-ended',
  'vendor-revoked',
  // Of tests alone.
  'not-a-tester',
  'stopped',
] as const;
export type RefusedReason = (typeof REFUSED)[number];

/** Scalars that a vendor may receive, by field. */
export type FieldValues = Readonly<Record<string, string | number | boolean>>;
type Policy = Pick<DecisionPolicy, 'withoutConsent' | 'consentSeconds' | 'reachableBy'>;

/** What the gateway knows at send time; `vendor` is the registry's entry, `now` business time. */
export interface DeliveryFacts {
  readonly vendor: Vendor | undefined;
  readonly now: Date;
  readonly policy: Policy;
  /** From a strongly consistent read. */
  readonly view: PersonView | undefined;
}

const day = (date: string): number => Date.parse(`${date}T00:00:00.000Z`);

/** Refusals that need no look at the person: time and the registry's approval. */
export const vendorRefusal = (
  { notAfter, channel, purpose }: MessageRequest,
  { vendor, now, policy }: Omit<DeliveryFacts, 'view'>,
): RefusedReason | undefined => {
  // Written so that a date nobody can read is in the past.
  if (!(now.getTime() <= Date.parse(notAfter))) return 'expired';
  if (vendor === undefined) return 'vendor-unknown';
  if (vendor.outbound === undefined || !(now.getTime() >= day(vendor.approval.date))) return 'approval-missing';
  if (!(now.getTime() < day(vendor.approval.expires))) return 'approval-expired';
  if (!vendor.channels.includes(channel)) return 'channel-not-approved';
  if (!vendor.purposes.includes(purpose)) return 'purpose-not-approved';
  const address = own(policy.reachableBy, channel);
  const approved = vendor.fields.map(fieldName);
  return address !== undefined && !approved.includes(address) ? 'field-not-approved' : undefined;
};

/** Refusals that the person's view decides: gone since the decision, no consent any more, nothing to reach them by. */
export const personRefusal = (
  { channel, purpose }: MessageRequest,
  { view, now, policy }: Pick<DeliveryFacts, 'view' | 'now' | 'policy'>,
): RefusedReason | undefined => {
  if (view === undefined) return 'person-unknown';
  if (view.restricted === true) return 'restricted';
  if (!mayAddress(view, { purpose, channel, at: now.getTime() }, policy)) return 'no-consent';
  const address = own(policy.reachableBy, channel);
  const sendable = address === undefined || scalar(own(view.traits, address)?.value) !== undefined;
  return sendable && reachable(view, channel, policy.reachableBy) ? undefined : 'unreachable';
};

/** The first reason not to send, or undefined. */
export const refusal = (request: MessageRequest, facts: DeliveryFacts): RefusedReason | undefined =>
  vendorRefusal(request, facts) ?? personRefusal(request, facts);

const TOKEN = /^tok_[A-Za-z0-9_-]{22}$/;
const isToken = (value: unknown): value is string => typeof value === 'string' && TOKEN.test(value);
const scalar = (value: unknown): string | number | boolean | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;

/** Tokens of the person's values that the vendor may receive: the only ones to read from the vault. */
export const fieldTokens = ({ fields }: Vendor, { traits }: PersonView): readonly string[] =>
  fields.map((field) => own(traits, fieldName(field))?.value).filter(isToken);

/** Hashes are of the normalised value, as vendors that match by hash ask for. */
const asWanted = <Value>(field: VendorField, value: Value): Value | string => {
  if (typeof field === 'string') return value;
  const text = field.hash === 'sha256' ? String(value) : String(value).replace(/\D/g, '');
  return createHash('sha256').update(text, 'utf8').digest('hex');
};

/** The vendor's fields with values; a token the vault no longer knows is left out, never passed on. */
export const fieldValues = (
  { fields }: Vendor,
  { traits }: PersonView,
  values: ReadonlyMap<string, string>,
): FieldValues =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const name = fieldName(field);
      const stored = scalar(own(traits, name)?.value);
      const value = isToken(stored) ? values.get(stored) : stored;
      return value === undefined ? [] : [[name, asWanted(field, value)]];
    }),
  );

/** All that a body may be made from: facts of the message, allowed fields and words, nothing else about the person. */
export const bodyScope = (
  { messageId, decisionId, launch, offer, channel, requestedAt, notAfter }: MessageRequest,
  to: FieldValues,
  content: Content,
) => ({ messageId, decisionId, channel, launch, offer, to, content, requestedAt, notAfter });
