import type { Finding } from '../../contracts/finding';

/** Findings of a launch, by what they are shown beside. */
export interface FoundIn {
  /** Those of the launch as a whole. */
  readonly general: readonly Finding[];
  /** Those of an offer, whatever its channel. */
  readonly ofOffer: (offer: number) => readonly Finding[];
  /** Those of the use of a channel, whatever is offered there. */
  readonly ofUse: (use: number) => readonly Finding[];
}

/** Sorts findings by where on the page they belong: `offers[0].copy.en.headline` beside the first offer. */
export const findingsIn = (findings: readonly Finding[]): FoundIn => {
  const below = (part: string) => (index: number) => findings.filter(({ path }) => isBelow(path, `${part}[${index}]`));
  return {
    general: findings.filter(({ path }) => !/^(offers|channels\.use)\[/.test(path)),
    ofOffer: below('offers'),
    ofUse: below('channels.use'),
  };
};

const isBelow = (path: string, part: string): boolean => path === part || path.startsWith(`${part}.`);
