import type { StrandId } from '../../contracts/profile';
import {
  type ErasureReceipt,
  type ErasureStep,
  HOLDINGS,
  type Holding,
  type Holdings,
  type VendorErasure,
} from '../../contracts/subject-rights';
import { canonicalJson, sha256Base64Url } from './canonical';
import type { Relink } from './erasure-plan';
import type { EndedPerson, Erasure } from './ports/rights';
import { typeOf } from './strand';

/** A strand that an erasure ends. */
export interface EndingStrand {
  readonly strand: StrandId;
  readonly token: string;
  /** Under which the vault indexes its value; left out where the vault no longer knows the value. */
  readonly hash?: string;
  /** Whether it is erased, or only parted from the person because another customer has it, too. */
  readonly erase: boolean;
}

/** An erasure under way: what its receipt says, and what is needed to bring it on. The latter is gone when it is done. */
export interface ErasureState extends Erasure {
  readonly step: ErasureStep;
  readonly type: string;
  readonly askedBy: string;
  /** Wall clock, ISO 8601, as all times but `erasedAt`. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly retries: number;
  readonly identifiers: ErasureReceipt['identifiers'];
  readonly shared: ErasureReceipt['shared'];
  readonly held: Holdings;
  readonly late: Holdings;
  readonly rescan?: NonNullable<ErasureReceipt['rescan']>;
  readonly vendors: readonly VendorErasure[];
  readonly signature?: NonNullable<ErasureReceipt['signature']>;
  readonly work: ErasureWork | undefined;
}

export interface ErasureWork {
  /** Hash of the value that was asked for. */
  readonly hash: string;
  readonly strands: readonly EndingStrand[];
  readonly ends: readonly (EndedPerson & { readonly version: number; readonly strands: readonly StrandId[] })[];
  readonly neighbours: readonly StrandId[];
  readonly relinks: readonly Relink[];
  readonly decisions: readonly string[];
  readonly messages: readonly string[];
  /** When the strands had ended: nothing that was read before it is written long after it. */
  readonly endedAt?: string;
  /** When the vendors were asked. */
  readonly toldAt?: string;
}

/** What is needed to bring an erasure on; throws where it is done. */
export const workOf = ({ work, receipt }: ErasureState): ErasureWork => {
  if (work === undefined) throw new Error(`Erasure ${receipt} is done.`);
  return work;
};

export const nothing: Holdings = Object.fromEntries(HOLDINGS.map((holding) => [holding, 0])) as Record<Holding, number>;

export const sumHoldings = (a: Holdings, b: Holdings): Holdings =>
  Object.fromEntries(HOLDINGS.map((holding) => [holding, a[holding] + b[holding]])) as Record<Holding, number>;

export const isNothing = (holdings: Holdings): boolean => HOLDINGS.every((holding) => holdings[holding] === 0);

/**
 * Id of the receipt of an erasure: the same for the same token, so that asking twice makes one erasure, and another one for
 * somebody who came back under a new token. For a value that nobody is known by, its hash stands for the token.
 */
export const receiptIdOf = (tokenOrHash: string): string =>
  `era_${sha256Base64Url(canonicalJson(['erasure', tokenOrHash])).slice(0, 22)}`;

/** An erasure that was just asked for. */
export const newErasure = (
  erasure: Erasure,
  asked: { readonly type: string; readonly hash: string; readonly askedBy: string; readonly startedAt: string },
): ErasureState => ({
  ...erasure,
  step: 'plan',
  type: asked.type,
  askedBy: asked.askedBy,
  startedAt: asked.startedAt,
  retries: 0,
  identifiers: {},
  shared: {},
  held: nothing,
  late: nothing,
  vendors: [],
  work: { hash: asked.hash, strands: [], ends: [], neighbours: [], relinks: [], decisions: [], messages: [] },
});

/** How many strands there are of each type. */
export const countTypes = (strands: readonly EndingStrand[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const type of strands.map(({ strand }) => typeOf(strand)).sort()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

const DAY_MS = 86_400_000;
const ARCHIVE_DAYS = 90;
const RECOVERY_DAYS = 35;

/** What an erasure cannot reach, and when it ends by itself. */
const remainsOf = ({ startedAt }: ErasureState): ErasureReceipt['remains'] => {
  const until = (days: number): string => new Date(Date.parse(startedAt) + days * DAY_MS).toISOString();
  return [
    {
      where: 'event archive',
      what: 'events with tokens that lead to nobody any more: pseudonymous personal data until they end',
      until: until(ARCHIVE_DAYS),
    },
    {
      where: 'point-in-time recovery of the tables',
      what: 'states of the tables before the erasure; after a recovery the erasures since are asked for again',
      until: until(RECOVERY_DAYS),
    },
  ];
};

/** The receipt as it stands, without its signature. */
export const unsignedReceipt = (state: ErasureState): ErasureReceipt => {
  const { work: _work, signature: _signature, ...told } = state;
  return { ...told, remains: remainsOf(state) };
};

/** The receipt as it stands. */
export const receiptOf = (state: ErasureState): ErasureReceipt => ({
  ...unsignedReceipt(state),
  ...(state.signature !== undefined && { signature: state.signature }),
});
