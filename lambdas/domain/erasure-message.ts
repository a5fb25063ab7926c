import type { EventProperties } from '../../contracts/event-properties';
import { SOURCE } from '../../contracts/names';
import type { StrandId } from '../../contracts/profile';
import { busEventOf, jsonObject, MalformedMessageError } from './bus-message';

/** Strands that a late event named beside an erased one; to be looked after under that erasure's receipt. */
export interface LateStrands {
  readonly kind: 'late';
  readonly receipt: string;
  readonly strands: readonly StrandId[];
}

/** Brings an erasure on: from where its receipt says it is. */
export interface ContinueErasure {
  readonly kind: 'continue';
  readonly receipt: string;
}

/** What a vendor answered, or that it could not be asked. Times are ISO 8601, wall clock. */
export type VendorReport = { readonly kind: 'report' } & EventProperties['Erasure Reported'];

export type ErasureMessage = LateStrands | ContinueErasure | VendorReport;

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
const OUTCOMES: readonly unknown[] = ['erased', 'failed', 'by-hand'] satisfies VendorReport['outcome'][];

const reportOf = (properties: Readonly<Record<string, unknown>>): VendorReport => {
  const { receipt, vendor, outcome, attempts, status, reason, at } = properties;
  if (!isText(receipt) || !isText(vendor) || !isText(at) || !OUTCOMES.includes(outcome)) {
    throw new MalformedMessageError(WHAT);
  }
  return {
    kind: 'report',
    receipt,
    vendor,
    outcome: outcome as VendorReport['outcome'],
    attempts: Number(attempts),
    status: Number(status),
    at,
    ...(isText(reason) && { reason }),
  };
};

/** The message in the queue of erasures: ours, or what the gateway reports through the bus. */
export const erasureMessageOf = (body: string): ErasureMessage => {
  const { kind, receipt, strands, source } = jsonObject(body, WHAT);
  if (source === SOURCE.gateway) return reportOf(busEventOf(body).detail.properties);
  if (!isText(receipt)) throw new MalformedMessageError(WHAT);
  if (kind === 'continue') return { kind, receipt };
  if (kind === 'late' && Array.isArray(strands) && strands.every(isText)) return { kind, receipt, strands };
  throw new MalformedMessageError(WHAT);
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
