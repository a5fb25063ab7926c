import { lookup as systemLookup } from 'node:dns';
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { PostToVendor, VendorRequest, VendorResponse } from '../domain/ports';
import { isPublicAddress } from './addresses';
import { StoreError } from './errors';

export interface VendorHttpOptions {
  /**
   * Stage `local` only: plain http and private addresses are let through.
   *
   * @default false
   */
  readonly allowPlainHttp?: boolean;
  /** Stage `local` only: scheme and host that stand in for every vendor's. Path and query stay. */
  readonly standIn?: string;
  /** @default the system's resolver */
  readonly lookup?: LookupFunction;
}

/** No answer within the time; the vendor may or may not have taken the message. */
export class VendorTimeoutError extends Error {
  readonly code = 'vendor.timeout';
  readonly retryable = true;

  constructor(readonly timeoutMs: number) {
    super(`The vendor did not answer within ${timeoutMs} ms.`);
    this.name = 'VendorTimeoutError';
  }
}

/** A short answer is read to keep the connection; a longer one is not worth it. */
const MOST_ANSWER_BYTES = 2048;

const refuse = (): StoreError => new StoreError('vendor.address-refused', 'POST', false);

/** Judges the address that is connected to, not one resolved earlier: a name cannot turn private in between. */
const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, options, (error, address, family) => {
      if (error !== null) return done(error, address, family);
      const addresses = typeof address === 'string' ? [address] : address.map((found) => found.address);
      if (addresses.length === 0 || !addresses.every(isPublicAddress)) return done(refuse(), '', 0);
      return done(null, address, family);
    });
  };

/** Where to send; throws unless it is https to a name or a public address, or the stage lets more through. */
const targetOf = ({ url }: VendorRequest, { allowPlainHttp = false, standIn }: VendorHttpOptions): URL => {
  const approved = new URL(url);
  const target = standIn === undefined ? approved : new URL(`${approved.pathname}${approved.search}`, standIn);
  if (allowPlainHttp) return target;
  // An address in the URL never passes the lookup, so it is judged here.
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const allowed = target.protocol === 'https:' && (isIP(host) === 0 || isPublicAddress(host));
  if (!allowed) throw refuse();
  return target;
};

const discard = (answer: IncomingMessage): void => {
  let received = 0;
  answer.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > MOST_ANSWER_BYTES) answer.destroy();
  });
  // The status is known and is all we need: a connection that breaks after it changes nothing.
  answer.on('error', () => undefined);
};

const answered = (answer: IncomingMessage, durationMs: number): VendorResponse => {
  const retryAfter = answer.headers['retry-after'];
  return { status: answer.statusCode ?? 0, durationMs, ...(retryAfter === undefined ? {} : { retryAfter }) };
};

const send = (open: () => ClientRequest, { body, timeoutMs }: VendorRequest): Promise<VendorResponse> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const request = open();
    const timer = setTimeout(() => request.destroy(new VendorTimeoutError(timeoutMs)), timeoutMs);
    request.on('response', (answer) => {
      discard(answer);
      answer.on('close', () => clearTimeout(timer));
      resolve(answered(answer, Math.round(performance.now() - started)));
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end(body);
  });

/** One POST over kept-alive connections: https only, public addresses only, no redirects, one deadline for everything. */
export const createPostToVendor = (options: VendorHttpOptions = {}): PostToVendor => {
  const { allowPlainHttp = false, lookup = systemLookup as LookupFunction } = options;
  const connection = { keepAlive: true, maxSockets: 64, ...(allowPlainHttp ? {} : { lookup: publicOnly(lookup) }) };
  const agents = { 'http:': new HttpAgent(connection), 'https:': new HttpsAgent(connection) };
  return async (vendorRequest) => {
    const target = targetOf(vendorRequest, options);
    const headers = { ...vendorRequest.headers, 'content-length': String(vendorRequest.body.byteLength) };
    const plain = target.protocol === 'http:';
    return send(
      () =>
        plain
          ? httpRequest(target, { method: 'POST', headers, agent: agents['http:'] })
          : httpsRequest(target, { method: 'POST', headers, agent: agents['https:'] }),
      vendorRequest,
    );
  };
};
