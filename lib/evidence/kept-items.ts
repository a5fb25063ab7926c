import { KEPT_DAYS, KEPT_SECONDS } from '../../contracts/kept-items';

/** How much what is kept says of a person. `pseudonymous`: tokens, which only the vault makes names of. */
export type Personal = 'plain' | 'pseudonymous' | 'none';

/** What a table keeps, and until when. */
export interface KeptItem {
  /** The table's short name. */
  readonly store: string;
  readonly holds: string;
  readonly personal: Personal;
  readonly until: string;
}

const days = (count: number): string => `${count} days`;

/** Everything that tables keep, by the times with which it is stored. */
export const KEPT_ITEMS: readonly KeptItem[] = [
  {
    store: 'profiles',
    holds: 'identifiers as tokens, traits, consent and its log, audiences',
    personal: 'pseudonymous',
    until: 'erased',
  },
  { store: 'profiles', holds: 'events', personal: 'pseudonymous', until: days(KEPT_DAYS.profileEvents) },
  {
    store: 'profiles',
    holds: 'copies of strands, of a rebuild and to take it back',
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.rebuiltStrands),
  },
  {
    store: 'profiles',
    holds: 'tombstones of erased strands',
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.tombstones),
  },
  { store: 'vault', holds: 'values by token, index of keyed hashes', personal: 'plain', until: 'erased' },
  { store: 'vault', holds: 'quarantined payloads', personal: 'plain', until: days(KEPT_DAYS.quarantined) },
  {
    store: 'vault',
    holds: 'times of erasures under keyed hashes; signed receipts',
    personal: 'pseudonymous',
    until: 'for good, as proof',
  },
  {
    store: 'vault',
    holds: 'what vendors answered to an erasure',
    personal: 'none',
    until: `${days(KEPT_DAYS.erasureAnswers)}; in the receipt for good`,
  },
  {
    store: 'vault',
    holds: 'name and addresses of a tester, a member of staff',
    personal: 'plain',
    until: `${KEPT_SECONDS.tests / 60} minutes after the test was asked for`,
  },
  {
    store: 'engagement',
    holds: 'decisions with their inputs',
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.decisions),
  },
  {
    store: 'engagement',
    holds: 'ledgers: caps, exposures, outcomes',
    personal: 'pseudonymous',
    until: `${days(KEPT_DAYS.ledgers)} after the last change`,
  },
  { store: 'engagement', holds: 'attempts at delivery', personal: 'pseudonymous', until: days(KEPT_DAYS.attempts) },
  {
    store: 'engagement',
    holds: 'marks of events that are counted',
    personal: 'none',
    until: days(KEPT_DAYS.countMarks),
  },
  { store: 'engagement', holds: 'counters of launches', personal: 'none', until: 'for good' },
  { store: 'control', holds: 'states and definitions of launches and vendors', personal: 'none', until: 'for good' },
  { store: 'control', holds: 'runs of rebuilds, with counts', personal: 'none', until: days(KEPT_DAYS.rebuildRuns) },
  { store: 'control', holds: 'where the audit trail ends', personal: 'none', until: 'for good' },
  {
    store: 'control',
    holds: 'facts on their way into the audit trail, people as keyed hashes; marks of those that are in it',
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.trailMarks),
  },
  {
    store: 'control',
    holds: 'what vendors sent, counted, and marks against repeats',
    personal: 'none',
    until: days(KEPT_DAYS.webhookCounts),
  },
];
