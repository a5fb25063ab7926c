import type { GivenCode, Ledger, LiveLaunch, NextCode, Offer } from '../../contracts/decision';
import { SAMPLE_CODE } from '../../contracts/pool-codes';
import { oncePer } from './once-per';
import { own } from './record';

/** The pool that an offer's codes come from; undefined for an offer without one. */
export const poolOf = ({ code }: Pick<Offer, 'code'>): string | undefined =>
  code !== undefined && 'pool' in code ? code.pool : undefined;

/** The pools of a launch, each once. */
export const poolsOf = oncePer(({ offers }: LiveLaunch['definition']): readonly string[] => [
  ...new Set(offers.flatMap((offer) => poolOf(offer) ?? [])),
]);

/** Under which a ledger keeps a person's code of a pool. */
export const codeKey = (launch: string, pool: string): string => `${launch}/${pool}`;

/** The code that a person has of an offer's pool, if any. */
export const givenCode = (launch: string, offer: Offer, { codes = {} }: Ledger): GivenCode | undefined => {
  const pool = poolOf(offer);
  return pool === undefined ? undefined : own(codes, codeKey(launch, pool));
};

/** Whether the offer can be given: it needs no code of a pool, the person has one, or there is one left. */
export const hasCode = (offer: Offer, { definition, codes = {} }: LiveLaunch, ledger: Ledger): boolean => {
  const pool = poolOf(offer);
  return (
    pool === undefined || own(codes, pool) !== undefined || givenCode(definition.launch, offer, ledger) !== undefined
  );
};

/** The person's code of the offer's pool, or the next one, which is `taken` by being chosen. */
export const codeFor = (
  offer: Offer,
  { definition, codes = {} }: LiveLaunch,
  ledger: Ledger,
): { readonly id: string; readonly taken?: NextCode } | undefined => {
  const pool = poolOf(offer);
  if (pool === undefined) return undefined;
  const given = givenCode(definition.launch, offer, ledger);
  if (given !== undefined) return { id: given.id };
  const taken = own(codes, pool);
  return taken && { id: taken.id, taken };
};

/** A launch whose pools all have a code that is nobody's: for whoever asks about a launch and gives nothing. */
export const withSampleCodes = (live: LiveLaunch): LiveLaunch => {
  const pools = poolsOf(live.definition);
  if (pools.length === 0) return live;
  const sample: NextCode = { id: 'sample', code: SAMPLE_CODE };
  return { ...live, codes: Object.fromEntries(pools.map((pool) => [pool, sample])) };
};
