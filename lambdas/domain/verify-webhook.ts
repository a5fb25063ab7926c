import { createHmac, hash, timingSafeEqual, verify } from 'node:crypto';
import type { SignedScheme, TokenScheme, UsableScheme } from '../../contracts/webhook-schemes';
import type { PreparedKey } from './webhook-keys';
import { labelled, signaturesAmong } from './webhook-signatures';
import { compileText, formText, headerOf, queryOf, type SignedRequest } from './webhook-text';

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
      readonly id?: string | undefined;
    }
  | { readonly ok: false; readonly reason: SignatureRefusal };

/** Seconds that a signature may be old, or ahead of our clock. */
export const TOLERANCE_SECONDS = 300;

/** Whether a request was signed within the tolerance around its receipt (seconds), and with which key. Never throws on what a request holds. */
export type VerifyWebhook = (request: SignedRequest, receivedAt: number, toleranceSeconds: number) => Verdict;

const refused = (reason: SignatureRefusal): Verdict => ({ ok: false, reason });

/**
 * Compiles a scheme and the keys of a vendor, once for all of its requests; without a scheme all are refused. What it returns
 * compares in constant time, and takes neither key nor algorithm nor address from a request.
 */
export const compileVerifier = (scheme: UsableScheme | undefined, keys: readonly PreparedKey[]): VerifyWebhook => {
  if (!scheme || !keys.length) return () => refused(scheme ? 'no-key' : 'scheme-refused');
  if ('token' in scheme) {
    return (request) => {
      const keyId = fittingToken(presentedToken(scheme, request), keys);
      return keyId ? { ok: true, keyId } : refused('token-mismatch');
    };
  }
  const spellings = scheme.headers.map((names) => compileSpelling(scheme, names, keys));
  return (request, receivedAt, toleranceSeconds) => {
    let reason: SignatureRefusal | undefined;
    for (const verifySpelling of spellings) {
      const outcome = verifySpelling(request, receivedAt, toleranceSeconds);
      if (typeof outcome === 'object') return outcome;
      reason ??= outcome;
    }
    return refused(reason ?? 'missing-header');
  };
};

type Outcome = Extract<Verdict, { ok: true }> | SignatureRefusal | undefined;

/** By one spelling of the header names; gives nothing where they are not all there. */
const compileSpelling = (scheme: SignedScheme, names: readonly string[], keys: readonly PreparedKey[]) => {
  const { between, signs, time, bodyHash, escapes } = scheme;
  const textOf = compileText(signs);
  const signsId = signs.startsWith('{id}');

  return (request: SignedRequest, receivedAt: number, toleranceSeconds: number): Outcome => {
    const { url = '', method, body } = request;
    const [signature, stamp, id] = names.map((name) => headerOf(request, name));
    if (!signature || (names[1] && !stamp) || (signsId && !id)) return undefined;

    const entries = between ? signature.split(between) : [signature];
    const covered = (signs.includes('{names}') && String(labelled(entries, 'h=')).match(/[^ ]+/g)) || [];
    const values = covered.map((name) => headerOf(request, name.toLowerCase()));
    if (values.includes(undefined)) return undefined;

    // Of two times, joined by a comma, neither is believed.
    const timestamp = stamp ?? String(time && labelled(entries, 't='));
    if (time) {
      if (!/^\d{1,15}$/.test(timestamp)) return 'timestamp-malformed';
      const age = receivedAt - Math.floor(Number(timestamp) / time);
      if (age > toleranceSeconds) return 'timestamp-too-old';
      if (age < -toleranceSeconds) return 'timestamp-in-future';
    }
    const signatures = signaturesAmong(entries, scheme);
    if (typeof signatures === 'string') return signatures;
    if (bodyHash) {
      const claimed = queryOf(url).get(bodyHash);
      if (claimed === null) return 'body-hash-missing';
      if (claimed !== hash('sha256', body)) return 'body-hash-mismatch';
    }

    const parts = {
      id,
      timestamp,
      method,
      names: covered.join(' '),
      values: values.join('.'),
      uri: escapes && url.replace(RegExp(escapes, 'gi'), decodeURIComponent),
      form: signs.includes('{form}') && formText(body),
      url,
    };
    // Twilio signs an address as it was configured, without a port, or with the standard one.
    for (const port of signs.includes('{url}') ? ['', '$1', url.startsWith('https') ? '$1:443' : '$1:80'] : ['']) {
      if (port) parts.url = url.replace(/^(https?:\/\/[^/:?#]*)(:\d+)?/, port);
      const text = textOf(body, parts);
      const fitting = keys.find(({ key }) => fits(scheme, key, text, signatures));
      // A dot would let the id run into the time that follows it in the signed text.
      if (fitting && !(signsId && id?.includes('.'))) return { ok: true, keyId: fitting.id, id };
    }
    return 'signature-mismatch';
  };
};

const fits = (
  { der, algorithm, encoding }: SignedScheme,
  key: PreparedKey['key'],
  text: readonly (string | Buffer)[],
  signatures: readonly Buffer[],
): boolean => {
  if (der) {
    const data = Buffer.concat(text.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)));
    return signatures.some((signature) => verify(algorithm, data, key, signature));
  }
  const mac = text.reduce((hmac, chunk) => hmac.update(chunk), createHmac(algorithm as string, key)).digest(encoding);
  // Text and back: a Buffer from the runtime's pool costs less than one that the digest makes.
  const expected = Buffer.from(mac, encoding);
  return signatures.some((signature) => timingSafeEqual(signature, expected));
};

/** The token of a request: in its address, in our header, or as the password of HTTP's Basic. */
const presentedToken = ({ token }: TokenScheme, request: SignedRequest): string | undefined | null => {
  if (token === 'query') return queryOf(request.url).get('token');
  const basic = /^Basic (.+)/i.exec(headerOf(request, 'authorization') ?? '')?.[1];
  return basic ? String(Buffer.from(basic, 'base64')).replace(/^[^:]*:/, '') : headerOf(request, 'x-webhook-token');
};

/** Id of the token that is presented; compared as hashes, so that neither length nor start of a token shows. */
export const fittingToken = (presented: string | undefined | null, keys: readonly PreparedKey[]): string | undefined =>
  keys.find(({ key }) => timingSafeEqual(sha256(presented ?? ''), sha256(key.export())))?.id;

const sha256 = (value: string | Buffer): Buffer => hash('sha256', value, 'buffer');
