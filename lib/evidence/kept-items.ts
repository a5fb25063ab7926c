import { KEPT_DAYS, KEPT_SECONDS } from '../../contracts/kept-items';

/** How much what is kept says of a person. `pseudonymous`: tokens, which only the vault makes names of. */
export type Personal = 'plain' | 'pseudonymous' | 'none';

/** What a table keeps, and until when. */
export interface KeptItem {
  /** The table's short name. */
  readonly store: string;
  readonly holds: string;
  /** How the partition keys of its items start. */
  readonly keys: readonly string[];
  readonly personal: Personal;
  readonly until: string;
}

const days = (count: number): string => `${count} days`;
const testsEnd = `${KEPT_SECONDS.tests / 60} minutes after the test was asked for`;

/** Everything that tables keep, by the times with which it is stored. */
export const KEPT_ITEMS: readonly KeptItem[] = [
  {
    store: 'profiles',
    holds: 'identifiers as tokens, traits, consent and its log, audiences',
    keys: ['S#', 'P#', 'ALL#', 'SEG#', 'DUE#'],
    personal: 'pseudonymous',
    until: 'erased',
  },
  { store: 'profiles', holds: 'events', keys: ['S#'], personal: 'pseudonymous', until: days(KEPT_DAYS.profileEvents) },
  {
    store: 'profiles',
    holds: 'copies of strands, of a rebuild and to take it back',
    keys: ['S#'],
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.rebuiltStrands),
  },
  {
    store: 'profiles',
    holds: 'tombstones of erased strands',
    keys: ['S#'],
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.tombstones),
  },
  { store: 'vault', holds: 'values by token', keys: ['T#'], personal: 'plain', until: 'erased' },
  { store: 'vault', holds: 'index of keyed hashes', keys: ['H#'], personal: 'pseudonymous', until: 'erased' },
  {
    store: 'vault',
    holds: 'quarantined payloads',
    keys: ['Q#'],
    personal: 'plain',
    until: days(KEPT_DAYS.quarantined),
  },
  {
    store: 'vault',
    holds: 'list of quarantined payloads, without them',
    keys: ['QI#'],
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.quarantined),
  },
  {
    store: 'vault',
    holds: 'times of erasures under keyed hashes; signed receipts',
    keys: ['H#', 'R#'],
    personal: 'pseudonymous',
    until: 'for good, as proof',
  },
  {
    store: 'vault',
    holds: 'what vendors answered to an erasure',
    keys: ['RV#'],
    personal: 'none',
    until: `${days(KEPT_DAYS.erasureAnswers)}; in the receipt for good`,
  },
  {
    store: 'vault',
    holds: 'name and addresses of a tester, a member of staff',
    keys: ['TESTER#'],
    personal: 'plain',
    until: testsEnd,
  },
  {
    store: 'engagement',
    holds: 'decisions with their inputs',
    keys: ['D#'],
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.decisions),
  },
  {
    store: 'engagement',
    holds: 'ledgers: caps, exposures, outcomes',
    keys: ['L#'],
    personal: 'pseudonymous',
    until: `${days(KEPT_DAYS.ledgers)} after the last change`,
  },
  {
    store: 'engagement',
    holds: 'attempts at delivery',
    keys: ['M#'],
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.attempts),
  },
  {
    store: 'engagement',
    holds: 'marks of events that are counted',
    keys: ['O#'],
    personal: 'none',
    until: days(KEPT_DAYS.countMarks),
  },
  {
    store: 'engagement',
    holds: 'one-use codes, with no word of who has them',
    keys: ['POOL#', 'CODE#'],
    personal: 'none',
    until: 'for good',
  },
  {
    store: 'engagement',
    holds: 'what probes of a launch have shown',
    keys: ['PROBE#'],
    personal: 'none',
    until: testsEnd,
  },
  { store: 'engagement', holds: 'counters of launches', keys: ['C#', 'BUDGET#'], personal: 'none', until: 'for good' },
  {
    store: 'control',
    holds: 'states and definitions of launches and vendors',
    keys: ['LAUNCHES', 'LAUNCH#', 'GLOBAL', 'VENDOR#', 'AUDIENCES', 'RATE#', 'CIRCUIT#', 'CLOCK'],
    personal: 'none',
    until: 'for good',
  },
  { store: 'control', holds: 'definitions that are tested', keys: ['TEST#'], personal: 'none', until: testsEnd },
  {
    store: 'control',
    holds: 'runs of rebuilds, with counts',
    keys: ['REBUILD'],
    personal: 'none',
    until: days(KEPT_DAYS.rebuildRuns),
  },
  { store: 'control', holds: 'where the audit trail ends', keys: ['TRAIL'], personal: 'none', until: 'for good' },
  {
    store: 'control',
    holds: 'facts on their way into the audit trail, people as keyed hashes; marks of those that are in it',
    keys: ['TELL#', 'TRAIL#'],
    personal: 'pseudonymous',
    until: days(KEPT_DAYS.trailMarks),
  },
  {
    store: 'control',
    holds: 'which definitions of launches have sent a first message',
    keys: ['TELL#first-message:'],
    personal: 'none',
    until: 'for good',
  },
  {
    store: 'control',
    holds: 'what vendors sent, counted, and marks against repeats',
    keys: ['HOOK#'],
    personal: 'none',
    until: days(KEPT_DAYS.webhookCounts),
  },
];
