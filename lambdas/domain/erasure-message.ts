import { jsonObject, MalformedMessageError } from './bus-message';

/** Brings an erasure on: from where its receipt says it is. */
export interface ContinueErasure {
  readonly kind: 'continue';
  readonly receipt: string;
}

/** Asks the gateway to tell one vendor; holds tokens, never a value. */
export interface ErasureRequest {
  readonly kind: 'erasure';
  readonly receipt: string;
  readonly vendor: string;
  /** Field of the vendor's list -> token of the identifier. */
  readonly identifiers: readonly { readonly field: string; readonly token: string }[];
  /** Requests made so far. */
  readonly attempts: number;
  /** Not to be asked before; ISO 8601, wall clock. A queue hides a message for fifteen minutes at most. */
  readonly dueAt?: string;
}

const WHAT = 'a message about an erasure';
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The message in the queue of erasures. */
export const continueErasureOf = (body: string): ContinueErasure => {
  const { kind, receipt } = jsonObject(body, WHAT);
  if (kind !== 'continue' || !isText(receipt)) throw new MalformedMessageError(WHAT);
  return { kind, receipt };
};

/** The request in a delivery queue's message; undefined for one that asks for something else. */
export const erasureRequestOf = (body: string): ErasureRequest | undefined => {
  const { kind, receipt, vendor, identifiers, attempts, dueAt } = jsonObject(body, WHAT);
  if (kind !== 'erasure') return undefined;
  const isWhole = isText(receipt) && isText(vendor) && Array.isArray(identifiers) && Number.isInteger(attempts);
  if (!isWhole) throw new MalformedMessageError(WHAT);
  return {
    kind,
    receipt,
    vendor,
    attempts: Number(attempts),
    ...(isText(dueAt) && { dueAt }),
    identifiers: identifiers.map((one: { field?: unknown; token?: unknown } | null) => {
      if (!isText(one?.field) || !isText(one.token)) throw new MalformedMessageError(WHAT);
      return { field: one.field, token: one.token };
    }),
  };
};
