import type { LaunchDefinition } from '../../contracts/decision';
import type { IdentityRules } from '../../contracts/identity';
import { normalise } from './normalise';
import type { PersonalValue } from './ports/vault';
import { readDefinition } from './read-definition';

/** Whom a request is about, checked; the value in its one spelling. */
export interface AskedSubject {
  readonly type: string;
  readonly value: PersonalValue;
}

/** The grounds of a restriction (GDPR Art. 18(1) a to d). */
const GROUNDS = ['accuracy-contested', 'unlawful-processing', 'needed-for-claims', 'objection-pending'] as const;

/** What is wrong with a request; never quotes it. */
interface Refused {
  readonly refused: string;
}
type Read<T> = ({ readonly refused?: never } & T) | Refused;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const LONGEST_VALUE = 320;
const LONGEST_TICKET = 100;

const readSubject = (
  { type, value, ...rest }: Fields,
  known: readonly string[],
  { types }: Pick<IdentityRules, 'types'>,
): Read<{ readonly subject: AskedSubject }> => {
  const stranger = Object.keys(rest).some((name) => !known.includes(name));
  if (stranger) return { refused: `The body has type, value${known.map((name) => ` and perhaps ${name}`).join('')}.` };
  const rule = types.find((one) => one.type === type);
  if (rule === undefined) return { refused: `type must be one of: ${types.map((one) => one.type).join(', ')}.` };
  if (typeof value !== 'string' || value.length > LONGEST_VALUE) {
    return { refused: `value must be a text of at most ${LONGEST_VALUE} characters.` };
  }
  const spelt = normalise(rule.kind, value);
  if (spelt === undefined) return { refused: `value is no ${rule.type}.` };
  return { subject: { type: rule.type, value: { kind: rule.kind, value: spelt } } };
};

const NO_OBJECT: Refused = { refused: 'The body must be an object.' };

/** Reads the body of `lookup`. */
export const readLookup = (body: unknown, identity: IdentityRules): Read<{ readonly subject: AskedSubject }> =>
  isFields(body) ? readSubject(body, [], identity) : NO_OBJECT;

/** Reads the body of `why`: whom, and the compiled launch that is asked about. */
export const readWhy = (
  body: unknown,
  identity: IdentityRules,
): Read<{ readonly subject: AskedSubject; readonly definition: LaunchDefinition }> => {
  if (!isFields(body)) return NO_OBJECT;
  const { definition: given, ...subject } = body;
  const read = readSubject(subject, [], identity);
  if (read.refused !== undefined) return read;
  const definition = readDefinition(given);
  return definition === undefined ? { refused: 'definition must be a compiled launch.' } : { ...read, definition };
};

/** Reads the body of `export`; `after` asks for the next page. */
export const readExport = (
  body: unknown,
  identity: IdentityRules,
): Read<{ readonly subject: AskedSubject; readonly after?: string }> => {
  if (!isFields(body)) return NO_OBJECT;
  const read = readSubject(body, ['after'], identity);
  if (read.refused !== undefined) return read;
  const { after } = body;
  if (after !== undefined && typeof after !== 'string') return { refused: 'after must be the next of a page.' };
  return { ...read, ...(after !== undefined && { after }) };
};

/** Reads the body of `erase`: a subject, or the receipt of an erasure that is to be shown. */
export const readErase = (
  body: unknown,
  identity: IdentityRules,
): Read<{ readonly subject: AskedSubject } | { readonly receipt: string }> => {
  if (!isFields(body)) return NO_OBJECT;
  const { receipt } = body;
  if (receipt === undefined) return readSubject(body, [], identity);
  if (typeof receipt !== 'string' || !/^era_[\w-]{22}$/.test(receipt) || Object.keys(body).length > 1) {
    return { refused: 'receipt must be the id of a receipt, alone.' };
  }
  return { receipt };
};

export interface RestrictionOrder {
  readonly subject: AskedSubject;
  readonly release: boolean;
  readonly ground?: string;
  readonly ticket?: string;
}

/** Reads the body of `restrict`; `release: true` ends a restriction. */
export const readRestrict = (body: unknown, identity: IdentityRules): Read<RestrictionOrder> => {
  if (!isFields(body)) return NO_OBJECT;
  const read = readSubject(body, ['release', 'ground', 'ticket'], identity);
  if (read.refused !== undefined) return read;
  const { release = false, ground, ticket } = body;
  if (typeof release !== 'boolean') return { refused: 'release must be true or false.' };
  const known: readonly unknown[] = GROUNDS;
  if (ground !== undefined && (release || !known.includes(ground))) {
    return { refused: `ground is for a restriction, and one of: ${GROUNDS.join(', ')}.` };
  }
  if (ticket !== undefined && (typeof ticket !== 'string' || ticket.length > LONGEST_TICKET)) {
    return { refused: `ticket must be a text of at most ${LONGEST_TICKET} characters.` };
  }
  return {
    ...read,
    release,
    ...(typeof ground === 'string' && { ground }),
    ...(typeof ticket === 'string' && { ticket }),
  };
};
