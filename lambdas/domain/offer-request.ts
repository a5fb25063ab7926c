import type { IdentityRules } from '../../contracts/identity';
import type { PlatformConfig } from '../../contracts/platform-config';
import { sha256Base64Url } from './canonical';
import type { OfferOutcome } from './mark-presented';

/** A channel's question, checked. The customer's value is as it was sent; it is not kept. */
export interface OfferQuestion {
  readonly channel: string;
  readonly customer: { readonly type: IdentityRules['types'][number]; readonly value: string };
  readonly limit: number;
  readonly explain: boolean;
}
export interface OutcomeReport {
  readonly outcome: OfferOutcome;
  readonly at: string;
  readonly launch?: string;
}

/** What is wrong with a request; never quotes it. */
export interface Refusal {
  readonly refused: 'invalid-request' | 'unknown-channel';
  readonly title: string;
}
type Read<T> = { readonly refused?: never; readonly value: T } | Refusal;

export const DEFAULT_LIMIT = 1;
export const MAX_LIMIT = 10;
const MAX_VALUE = 320;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longest;

const invalid = (title: string): Refusal => ({ refused: 'invalid-request', title });
const list = (words: readonly string[]): string => words.join(', ');

const unknownField = (fields: Fields, known: readonly string[]): boolean =>
  Object.keys(fields).some((field) => !known.includes(field));

const readCustomer = (given: unknown, types: IdentityRules['types']): Read<OfferQuestion['customer']> => {
  const names = list(types.map(({ type }) => type));
  if (!isFields(given) || unknownField(given, ['type', 'value'])) {
    return invalid('customer must be an object with type and value.');
  }
  const type = types.find((candidate) => candidate.type === given.type);
  if (type === undefined) return invalid(`customer.type must be one of: ${names}.`);
  if (!isText(given.value, MAX_VALUE)) return invalid(`customer.value must be a text of 1 to ${MAX_VALUE} characters.`);
  return { value: { type, value: given.value } };
};

/** Reads the body of `POST /v1/offers`. */
export const readOfferQuestion = (
  body: unknown,
  { channels, identity }: Pick<PlatformConfig, 'channels' | 'identity'>,
): Read<OfferQuestion> => {
  if (!isFields(body) || unknownField(body, ['channel', 'customer', 'limit', 'explain'])) {
    return invalid('The body must be an object with channel, customer and perhaps limit and explain.');
  }
  const pull = channels.filter(({ kind }) => kind === 'pull').map(({ channel }) => channel);
  const { channel, limit = DEFAULT_LIMIT, explain = false } = body;
  if (typeof channel !== 'string') return invalid('channel must be a text.');
  if (!pull.includes(channel)) {
    return { refused: 'unknown-channel', title: `channel must be one that asks for offers: ${list(pull)}.` };
  }
  if (!Number.isInteger(limit) || Number(limit) < 1 || Number(limit) > MAX_LIMIT) {
    return invalid(`limit must be a whole number from 1 to ${MAX_LIMIT}.`);
  }
  if (typeof explain !== 'boolean') return invalid('explain must be true or false.');
  const customer = readCustomer(body.customer, identity.types);
  if (customer.refused !== undefined) return customer;
  return { value: { channel, customer: customer.value, limit: Number(limit), explain } };
};

const OUTCOMES: readonly OfferOutcome[] = ['presented', 'accepted', 'declined'];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads the body of `POST /v1/offers/{decisionId}/outcomes`. */
export const readOutcomeReport = (body: unknown): Read<OutcomeReport> => {
  if (!isFields(body) || unknownField(body, ['outcome', 'at', 'launch'])) {
    return invalid('The body must be an object with outcome, at and perhaps launch.');
  }
  const outcome = OUTCOMES.find((candidate) => candidate === body.outcome);
  if (outcome === undefined) return invalid(`outcome must be one of: ${list(OUTCOMES)}.`);
  const { at, launch } = body;
  if (typeof at !== 'string' || !INSTANT.test(at) || Number.isNaN(Date.parse(at))) {
    return invalid('at must be an instant with its offset, for example 2026-11-27T14:00:00Z.');
  }
  if (launch !== undefined && !isText(launch, 100)) return invalid('launch must be the id of a launch.');
  return { value: { outcome, at: new Date(at).toISOString(), ...(launch !== undefined && { launch }) } };
};

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The caller's own key for a question; only its hash is kept, because callers put anything into it. */
export const readIdempotencyKey = (header: string | undefined): Read<string | undefined> => {
  if (header === undefined) return { value: undefined };
  if (!KEY.test(header)) return invalid('Idempotency-Key must be 1 to 255 visible ASCII characters without blanks.');
  return { value: sha256Base64Url(header) };
};
