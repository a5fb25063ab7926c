import { lookup as systemLookup } from 'node:dns';
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { PostToVendor, VendorRequest, VendorResponse } from '../domain/ports/vendor-calls';
import { isPublicAddress } from './addresses';
import { StoreError } from './errors';

export interface VendorHttpOptions {
  /** Stage `local` only: address over plain http that stands in for every vendor. Path and query stay. */
  readonly standIn?: string;
  /** Where connections come from. @default - those that reach public addresses only */
  readonly agent?: HttpsAgent;
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

/** A short answer is read to keep the connection; a longer or slower one is not worth it. */
const MOST_ANSWER_BYTES = 2048;
const MOST_ANSWER_MS = 1000;
const MOST_HEADER_BYTES = 8192;
/** A function that stood still between batches would write to connections that its vendor has closed meanwhile. */
const IDLE_MS = 4000;
const CONNECTIONS = { keepAlive: true, maxSockets: 64, timeout: IDLE_MS } as const;

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

/** Kept-alive connections to the very address that was found public. */
export const guardedAgent = (lookup: LookupFunction = systemLookup as LookupFunction): HttpsAgent =>
  new HttpsAgent({ ...CONNECTIONS, lookup: publicOnly(lookup) });

/** https on its own port to a full name, spelt as it is looked up: no address, no port, no user, nothing to be read twice. */
const VENDOR_URL = /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?:\/[^\s#\\]*)?$/;

const targetOf = ({ url }: VendorRequest): URL => {
  if (!VENDOR_URL.test(url)) throw refuse();
  return new URL(url);
};

const discard = (answer: IncomingMessage): void => {
  let received = 0;
  const limit = setTimeout(() => answer.destroy(), MOST_ANSWER_MS);
  answer.on('close', () => clearTimeout(limit));
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
      clearTimeout(timer);
      discard(answer);
      resolve(answered(answer, Math.round(performance.now() - started)));
    });
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(timer);
      // An answer that changes the protocol ends a request without a response and without an error.
      reject(new StoreError('vendor.no-answer', 'POST', true));
    });
    request.end(body);
  });

/**
 * One POST to a vendor's registered address: https only, public addresses only, no redirects, one deadline for everything
 * from the look-up of its name to the headers of the answer. Of the answer only status and `Retry-After` are kept.
 */
export const createPostToVendor = ({ standIn, agent = guardedAgent() }: VendorHttpOptions = {}): PostToVendor => {
  const plain = new HttpAgent(CONNECTIONS);
  return async (vendorRequest) => {
    const target = targetOf(vendorRequest);
    const headers = { ...vendorRequest.headers, 'content-length': String(vendorRequest.body.byteLength) };
    const options = { method: 'POST', headers, maxHeaderSize: MOST_HEADER_BYTES } as const;
    return send(
      () =>
        standIn === undefined
          ? httpsRequest(target, { ...options, agent })
          : httpRequest(new URL(`${target.pathname}${target.search}`, standIn), { ...options, agent: plain }),
      vendorRequest,
    );
  };
};
