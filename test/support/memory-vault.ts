import type {
  ForgetOwned,
  ForgetPayloads,
  ForgetValues,
  HashValue,
  ReadIndexed,
  Suppress,
} from '../../lambdas/domain/ports/rights';
import type {
  EventTokens,
  EventValues,
  FindToken,
  PersonalValue,
  TokensFor,
  ValuesOf,
} from '../../lambdas/domain/ports/vault';

interface Row {
  token?: string;
  erasedAt?: string;
  receipt?: string;
}

/** The event of a test that names one value, now or at a time. */
export const naming = (value: PersonalValue, at = '2026-11-27T12:00:00.000Z'): EventValues => ({
  at,
  identifiers: [value],
  others: [],
});

/** The vault's peer in memory: tokens are counted, so that tests can name them (`tok_0001` is the first value seen). */
export const createMemoryVault = () => {
  const rows = new Map<string, Row>();
  const owned = new Map<string, { readonly hash: string; readonly owner: string; readonly token: string }>();
  const values = new Map<string, string>();
  const payloads = new Map<string, { readonly hashes: readonly string[]; readonly payload: unknown }>();
  let made = 0;
  const hashOf = ({ kind, value }: PersonalValue): string => `${kind}\0${value}`;
  const rowOf = (hash: string): Row => {
    const row = rows.get(hash) ?? {};
    rows.set(hash, row);
    return row;
  };
  const keep = (value: PersonalValue): string => {
    made += 1;
    const token = `tok_${String(made).padStart(22, '0')}`;
    values.set(token, value.value);
    return token;
  };
  const identifierToken = (value: PersonalValue): string => {
    const row = rowOf(hashOf(value));
    row.token ??= keep(value);
    return row.token;
  };
  const ownedToken = (owner: PersonalValue, value: PersonalValue): string => {
    const [hash, token] = [hashOf(owner), identifierToken(owner)];
    const name = `${token} ${hashOf(value)}`;
    const before = owned.get(name)?.token ?? keep(value);
    owned.set(name, { hash, owner: token, token: before });
    return before;
  };
  const tokens = ({ at, identifiers, others }: EventValues): EventTokens | 'erased' => {
    const [owner] = identifiers;
    if (owner === undefined) throw new TypeError('An event has no identifier.');
    if (identifiers.some((value) => at <= (rows.get(hashOf(value))?.erasedAt ?? ''))) return 'erased';
    return {
      identifiers: identifiers.map(identifierToken),
      others: others.map((value) => ownedToken(owner, value)),
    };
  };
  const tokensFor: TokensFor = async (events) => events.map(tokens);
  const findToken: FindToken = async (value) => rows.get(hashOf(value))?.token;
  const valuesOf: ValuesOf = async (wanted) =>
    new Map(wanted.flatMap((token) => [...(values.has(token) ? [[token, values.get(token) ?? ''] as const] : [])]));

  const hashValue: HashValue = async (value) => hashOf(value);
  const readIndexed: ReadIndexed = async (hash) => ({
    ...rows.get(hash),
    owned: [...owned.values()].filter((row) => row.hash === hash).map(({ owner, token }) => ({ owner, token })),
    payloads: [...payloads].filter(([, { hashes }]) => hashes.includes(hash)).map(([id]) => id),
  });
  const suppress: Suppress = async (hash, was, { erasedAt, receipt }) => {
    const row = rowOf(hash);
    if (row.token !== was) return row.receipt === receipt ? 'suppressed' : 'changed';
    rows.set(hash, { erasedAt, receipt });
    return 'suppressed';
  };
  const forgetOwned: ForgetOwned = async (hash, owner) => {
    const rowsOf = [...owned].filter(([, row]) => row.hash === hash && row.owner === owner);
    for (const [name, { token }] of rowsOf) {
      values.delete(token);
      owned.delete(name);
    }
  };
  const forgetPayloads: ForgetPayloads = async (hash) => {
    const found = [...payloads].filter(([, { hashes }]) => hashes.includes(hash));
    for (const [id] of found) payloads.delete(id);
  };
  const forgetValues: ForgetValues = async (wanted) => {
    for (const token of wanted) values.delete(token);
  };

  return {
    tokensFor,
    findToken,
    valuesOf,
    hashValue,
    readIndexed,
    suppress,
    forgetOwned,
    forgetPayloads,
    forgetValues,
    readPayload: async (id: string) => payloads.get(id)?.payload,
    /** Tokens of identifiers that some event names now. */
    make: async (wanted: readonly PersonalValue[]): Promise<readonly string[]> => wanted.map(identifierToken),
    /** Sets a payload aside that names these values. */
    setAside: (id: string, payload: unknown, about: readonly PersonalValue[]): void =>
      void payloads.set(id, { hashes: about.map(hashOf), payload }),
    /** Index rows with a token so far. */
    size: (): number => [...rows.values()].filter(({ token }) => token !== undefined).length + owned.size,
    /** Tokens of identifiers whose value, or a value of whose, is still held. */
    owners: (): readonly string[] => [
      ...[...rows.values()].flatMap(({ token }) => token ?? []),
      ...[...owned.values()].map(({ owner }) => owner),
      ...[...values.keys()].filter((token) => ![...owned.values()].some((row) => row.token === token)),
    ],
    /** Every value that is still held. */
    held: (): readonly string[] => [...values.values()],
  };
};
export type MemoryVault = ReturnType<typeof createMemoryVault>;
