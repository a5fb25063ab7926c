import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ErasureReceipt } from '../../contracts/subject-rights';
import { canonicalJson } from './canonical';

type Signature = NonNullable<ErasureReceipt['signature']>;

/** Signs a receipt: HMAC-SHA-256 over the canonical JSON of everything but the signature. */
export const signReceipt = ({ signature: _signature, ...receipt }: ErasureReceipt, key: string): Signature => ({
  algorithm: 'HMAC-SHA-256',
  value: createHmac('sha256', key).update(canonicalJson(receipt)).digest('base64url'),
});

/** Whether a receipt says what was signed. */
export const isGenuine = (receipt: ErasureReceipt, key: string): boolean => {
  const [given, made] = [receipt.signature?.value ?? '', signReceipt(receipt, key).value].map((text) =>
    Buffer.from(text),
  );
  return given !== undefined && made !== undefined && given.length === made.length && timingSafeEqual(given, made);
};
