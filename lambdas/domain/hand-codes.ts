import type { Decision, Ledger, LiveLaunch, NextCode } from '../../contracts/decision';
import type { CodeOwner } from '../../contracts/pool-codes';
import { codeKey, poolsOf } from './pool-codes';
import type { FreeCodes } from './ports/pools';
import { own } from './record';

/** Launches with the codes that a decision may give, and what becomes of these. */
export interface Hand {
  readonly launches: readonly LiveLaunch[];
  readonly givenBy: (decision: Decision) => Given;
  /** Gives all codes back: nothing was decided. */
  readonly putBack: () => void;
}

export interface Given {
  /** Codes that the decision gives to somebody who had none of the pool. */
  readonly codes: readonly CodeOwner[];
  /** What was not given goes back; what somebody else was given is asked for no more. */
  readonly settle: (outcome: 'saved' | 'exists' | 'conflict') => void;
}

type Taken = readonly (readonly [launch: string, codes: Readonly<Record<string, NextCode>>])[];

/** Takes a code of each pool that the launches may give from, unless the person has one of it. Launches without pools ask nothing. */
export const handCodes = async (
  freeCodes: FreeCodes,
  launches: readonly LiveLaunch[],
  { codes = {} }: Ledger,
): Promise<Hand> => {
  const taken: [launch: string, codes: Readonly<Record<string, NextCode>>][] = [];
  if (launches.every(({ definition }) => poolsOf(definition).length === 0)) return handOf(freeCodes, launches, taken);
  const handed = await Promise.all(
    launches.map(async (live) => {
      const { launch } = live.definition;
      const pools = poolsOf(live.definition).filter((pool) => own(codes, codeKey(launch, pool)) === undefined);
      if (pools.length === 0 || live.state !== 'live') return live;
      const next = await freeCodes.take(launch, pools);
      taken.push([launch, next]);
      return { ...live, codes: next };
    }),
  );
  return handOf(freeCodes, handed, taken);
};

const handOf = (freeCodes: FreeCodes, launches: readonly LiveLaunch[], taken: Taken): Hand => ({
  launches,
  givenBy: (decision) => givenOf(freeCodes, taken, decision),
  putBack: () => {
    for (const [launch, next] of taken) freeCodes.putBack(launch, next);
  },
});

const givenOf = (freeCodes: FreeCodes, taken: Taken, { chosen }: Decision): Given => {
  const isGiven = (launch: string, { id }: NextCode): boolean =>
    chosen.some((offer) => offer.launch === launch && offer.code === id);
  const codes = taken.flatMap(([launch, next]) =>
    Object.entries(next).flatMap(([pool, code]) => (isGiven(launch, code) ? [{ launch, pool, id: code.id }] : [])),
  );
  return {
    codes,
    settle: (outcome) => {
      for (const [launch, next] of taken) {
        const entries = Object.entries(next);
        const back = entries.filter(([, code]) => outcome === 'exists' || !isGiven(launch, code));
        freeCodes.putBack(launch, Object.fromEntries(back));
        if (outcome !== 'conflict') continue;
        freeCodes.forget(
          launch,
          entries.filter(([, code]) => isGiven(launch, code)).map(([pool]) => pool),
        );
      }
    },
  };
};
