import { lookup as systemLookup } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../../contracts/public-address';

/** Posts JSON to an address; the status of the answer, or why there is none. */
export type PostJson = (url: string, body: object) => Promise<number | string>;

const TIMEOUT_MS = 10_000;

/**
 * Posts JSON over https to a host whose every address the public internet routes: whoever may name the address cannot
 * reach what stands beside this machine. Judged is the address that is connected to. No redirect is followed.
 */
export const postJson =
  (lookup: LookupFunction = systemLookup as LookupFunction): PostJson =>
  (url, body) =>
    new Promise((done) => {
      const text = JSON.stringify(body);
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const asked = request(url, { method: 'POST', agent: false, headers, lookup: publicOnly(lookup), signal });
      asked.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.name));
      asked.on('response', (answer) => {
        done(answer.statusCode ?? 'nothing');
        // The status is all that is asked for.
        answer.destroy();
      });
      asked.end(text);
    });

const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, options, (error, address, family) => {
      if (error !== null) return done(error, address, family);
      const addresses = typeof address === 'string' ? [address] : address.map((found) => found.address);
      if (addresses.length > 0 && addresses.every(isPublicAddress)) return done(null, address, family);
      return done(Object.assign(new Error('The address is not public.'), { code: 'not-public' }), '', 0);
    });
  };
