import type { TrailFact, TrailHead, TrailRecord } from '../../../contracts/trail';

/** Hands facts over to the audit trail. Once it resolves they cannot get lost; it rejects where that is not sure. */
export type TellTrail = (facts: readonly TrailFact[]) => Promise<void>;

/** Where the chain ends as far as it is settled; undefined before the first record. */
export type ReadTrailHead = () => Promise<TrailHead | undefined>;

/** Which of the facts are settled already. */
export type SettledFacts = (ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** Writes a batch where there is none yet; nothing is ever written over. `busy`: somebody else is writing it. */
export type PutBatch = (key: string, text: string) => Promise<'stored' | 'taken' | 'busy'>;

export type ReadBatch = (key: string) => Promise<string>;

/** Moves the head from where it `was` over a stored batch, and marks its facts as settled, all or nothing. */
export type SettleBatch = (was: TrailHead, records: readonly TrailRecord[]) => Promise<'settled' | 'conflict'>;
