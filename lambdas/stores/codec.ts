import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { StoreError } from './errors';

/** An item is at most 400 KB; what inflates to more than this was not written by us. */
const LARGEST = 16 * 1024 * 1024;

/** A value as an item keeps it: JSON, deflated without header. The same value and dictionary give the same bytes. */
export const encode = (value: unknown, dictionary?: Uint8Array): Uint8Array =>
  deflateRawSync(Buffer.from(JSON.stringify(value)), { level: 9, ...(dictionary === undefined ? {} : { dictionary }) });

/** Reads what `encode` wrote, with the dictionary it was written with. */
export const decode = <Value>(body: unknown, dictionary?: Uint8Array): Value => {
  if (!(body instanceof Uint8Array)) throw new StoreError('store.corrupt', 'decode', false);
  try {
    const options = { maxOutputLength: LARGEST, ...(dictionary === undefined ? {} : { dictionary }) };
    const inflated = inflateRawSync(body, options);
    return JSON.parse(inflated.toString('utf8')) as Value;
  } catch (error) {
    throw new StoreError('store.corrupt', 'decode', false, { cause: error });
  }
};
