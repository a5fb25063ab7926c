import { createHash, createHmac, timingSafeEqual, verify } from 'node:crypto';
import type { SchemeHeaders, SignedScheme, WebhookScheme } from '../../contracts/webhook-schemes';
import { fittingToken, presentedToken } from './verify-token';
import { type HeaderOf, headerReader } from './webhook-headers';
import type { PreparedKey } from './webhook-keys';
import { readSignatures } from './webhook-signatures';
import { type Chunk, queryOf, type SignedRequest, signedTexts } from './webhook-text';

/** Why a request is refused, in the order in which it is tested. For logs and metrics, never for the response. */
export type SignatureRefusal =
  | 'scheme-refused'
  | 'no-key'
  | 'missing-header'
  | 'timestamp-malformed'
  | 'timestamp-too-old'
  | 'timestamp-in-future'
  | 'unsupported-version'
  | 'signature-malformed'
  | 'body-hash-missing'
  | 'body-hash-mismatch'
  | 'signature-mismatch'
  | 'token-mismatch';

export type Verdict =
  | {
      readonly ok: true;
      /** Id of the key that fits. */
      readonly keyId: string;
      /** The vendor's id of the message, where a header has one. */
      readonly id?: string;
    }
  | { readonly ok: false; readonly reason: SignatureRefusal };

/** Seconds that a signature may be old, or ahead of our clock. */
export const TOLERANCE_SECONDS = 300;

/**
 * Whether a request was signed with one of the keys, within the tolerance around `receivedAt`; says with which. Compares in
 * constant time, takes neither key nor algorithm nor address from the request, and never throws on what the request holds.
 */
export const verifyWebhook = (
  scheme: WebhookScheme | undefined,
  keys: readonly PreparedKey[],
  request: SignedRequest,
  receivedAt: Date,
  toleranceSeconds: number = TOLERANCE_SECONDS,
): Verdict => {
  if (scheme === undefined || 'refused' in scheme) return refused('scheme-refused');
  if (keys.length === 0) return refused('no-key');
  if ('token' in scheme) {
    const keyId = fittingToken(presentedToken(scheme, request), keys);
    return keyId === undefined ? refused('token-mismatch') : { ok: true, keyId };
  }
  const header = headerReader(request.headers);
  const spellings = scheme.headers.filter((names) => isWhole(names, scheme, header));
  let first: Verdict | undefined;
  for (const names of spellings) {
    const verdict = verifySpelling(scheme, names, { header, keys, request, receivedAt, toleranceSeconds });
    if (verdict.ok) return verdict;
    first ??= verdict;
  }
  return first ?? refused('missing-header');
};

const refused = (reason: SignatureRefusal): Verdict => ({ ok: false, reason });

const isWhole = ({ signature, timestamp, id }: SchemeHeaders, { signs }: SignedScheme, header: HeaderOf): boolean =>
  [signature, timestamp, signs.includes('{id}') ? id : undefined].every(
    (name) => name === undefined || header(name) !== undefined,
  );

interface Given {
  readonly header: HeaderOf;
  readonly keys: readonly PreparedKey[];
  readonly request: SignedRequest;
  readonly receivedAt: Date;
  readonly toleranceSeconds: number;
}

const verifySpelling = (scheme: SignedScheme, names: SchemeHeaders, given: Given): Verdict => {
  const { header, keys, request, receivedAt, toleranceSeconds } = given;
  const { pairs, signatures } = readSignatures(header(names.signature) ?? '', scheme);
  const covered = coveredHeaders(scheme, pairs.get('h'), header);
  if (covered === undefined) return refused('missing-header');
  const times = names.timestamp === undefined ? pairs.get('t') : [header(names.timestamp) ?? ''];
  const late = scheme.time && lateness(scheme.time, times ?? [], receivedAt, toleranceSeconds);
  if (late !== undefined) return refused(late);
  if (typeof signatures === 'string') return refused(signatures);
  const wrongBody = scheme.bodyHash && bodyRefusal(scheme.bodyHash, request);
  if (wrongBody) return refused(wrongBody);
  const id = names.id === undefined ? undefined : header(names.id);
  const signedId = scheme.signs.includes('{id}');
  // A dot would let the id run into the time that follows it in the signed text.
  if (signedId && id?.includes('.')) return refused('signature-mismatch');
  const texts = signedTexts(scheme, request, { id, timestamp: times?.[0], ...covered });
  const fitting = keys.find(({ key }) => texts.some((text) => fits(scheme, key, text, signatures)));
  if (fitting === undefined) return refused('signature-mismatch');
  return { ok: true, keyId: fitting.id, ...(id === undefined ? {} : { id }) };
};

/** Names and values of the headers that a signature covers, as they are signed; undefined where one did not arrive. */
const coveredHeaders = ({ signs }: SignedScheme, given: readonly string[] | undefined, header: HeaderOf) => {
  if (!signs.includes('{names}')) return {};
  const [names, ...more] = given ?? [];
  if (names === undefined || more.length > 0) return undefined;
  const values = names === '' ? [] : names.split(' ').map((name) => header(name.toLowerCase()));
  return values.includes(undefined) ? undefined : { names, values: values.join('.') };
};

/** Why a time is refused, or undefined; both sides are rounded down to seconds. */
const lateness = (
  unit: 's' | 'ms',
  times: readonly string[],
  receivedAt: Date,
  toleranceSeconds: number,
): SignatureRefusal | undefined => {
  const [time = '', ...more] = times;
  if (more.length > 0 || !/^\d{1,15}$/.test(time)) return 'timestamp-malformed';
  const signedAt = Math.floor(Number(time) / (unit === 'ms' ? 1000 : 1));
  const age = Math.floor(receivedAt.getTime() / 1000) - signedAt;
  if (age > toleranceSeconds) return 'timestamp-too-old';
  return age < -toleranceSeconds ? 'timestamp-in-future' : undefined;
};

const bodyRefusal = (parameter: string, { url = '', body }: SignedRequest): SignatureRefusal | undefined => {
  const claimed = queryOf(url).get(parameter);
  if (claimed === null) return 'body-hash-missing';
  return createHash('sha256').update(body).digest('hex') === claimed ? undefined : 'body-hash-mismatch';
};

const fits = (
  { algorithm }: SignedScheme,
  key: PreparedKey['key'],
  text: readonly Chunk[],
  signatures: readonly Buffer[],
): boolean => {
  if (algorithm === 'ed25519' || algorithm === 'ecdsa-p256') {
    const data = Buffer.concat(text.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)));
    const digest = algorithm === 'ed25519' ? null : 'sha256';
    return signatures.some((signature) => verify(digest, data, key, signature));
  }
  const mac = createHmac(algorithm, key);
  for (const chunk of text) mac.update(chunk);
  const expected = mac.digest();
  return signatures.some((signature) => timingSafeEqual(signature, expected));
};
