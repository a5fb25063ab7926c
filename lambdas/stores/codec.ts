import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { StoreError } from './errors';

/** An item is at most 400 KB; what inflates to more than this was not written by us. */
const LARGEST = 16 * 1024 * 1024;

/** A value as an item keeps it: JSON, deflated without header. The same value gives the same bytes. */
export const encode = (value: unknown): Uint8Array => deflateRawSync(Buffer.from(JSON.stringify(value)), { level: 9 });

/** Reads what `encode` wrote. */
export const decode = <Value>(body: unknown): Value => {
  if (!(body instanceof Uint8Array)) throw new StoreError('store.corrupt', 'decode', false);
  try {
    return JSON.parse(inflateRawSync(body, { maxOutputLength: LARGEST }).toString('utf8')) as Value;
  } catch (error) {
    throw new StoreError('store.corrupt', 'decode', false, { cause: error });
  }
};
