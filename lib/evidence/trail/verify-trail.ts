import { createHash } from 'node:crypto';
import { genesisText, sequenceOf, type TrailHead, type TrailRecord, trailKey } from '../../../contracts/trail';
import { canonicalJson } from '../../governance/register/canonical-json';

/** A stored batch as somebody found it. */
export interface StoredBatch {
  readonly key: string;
  readonly text: string;
  /** What was done to the object since: it is written once, and stays. @default - nothing */
  readonly touched?: 'written-again' | 'deleted' | undefined;
}

export type TrailFault = 'removed' | 'altered' | 'reordered' | 'forged' | 'rewritten' | 'tail-cut' | 'foreign';

/** Where the trail is not what it was, and how that shows. */
export interface TrailBreak {
  readonly fault: TrailFault;
  /** The first record that cannot be believed. */
  readonly sequence: number;
  readonly key: string;
  readonly what: string;
}

/** A trail as far as it holds. */
export interface VerifiedTrail {
  readonly records: readonly TrailRecord[];
  readonly head: TrailHead;
  /** The first break; nothing behind it is read. */
  readonly broken: TrailBreak | undefined;
}

/** What is known of a trail from elsewhere. */
export interface TrailKnown {
  readonly stage: string;
  /** Heads that were written down outside the account. */
  readonly anchors: readonly TrailHead[];
  /** Where the control table said that the trail ends, before the batches were listed. @default - nobody asked it */
  readonly settled?: TrailHead | undefined;
  /** An anchor to begin behind. @default - the beginning of the trail */
  readonly from?: TrailHead | undefined;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Where the chain of a stage begins. */
export const trailGenesis = (stage: string): TrailHead => ({ sequence: 0, hash: sha256(genesisText(stage)) });

/** A head that somebody else knows, and how. */
interface Witness extends TrailHead {
  readonly knows: string;
}

const witnessesOf = ({ anchors, settled }: TrailKnown): readonly Witness[] => [
  ...anchors.map((anchor) => ({ ...anchor, knows: 'was anchored' })),
  ...(settled === undefined ? [] : [{ ...settled, knows: 'is the last one for the control table' }]),
];

/**
 * Checks a trail record by record against its own hashes, and against the anchors, which show what hashes cannot: that the end
 * was cut off, or everything was written anew. What the control table knows shows both up to now, to whoever trusts the table.
 */
export const verifyTrail = (batches: readonly StoredBatch[], known: TrailKnown): VerifiedTrail => {
  const { stage, from } = known;
  const witnesses = witnessesOf(known);
  const bySequence = new Map<number, readonly Witness[]>();
  for (const one of witnesses) bySequence.set(one.sequence, [...(bySequence.get(one.sequence) ?? []), one]);
  const records: TrailRecord[] = [];
  let head = from ?? trailGenesis(stage);
  const ended = (broken?: TrailBreak): VerifiedTrail => ({ records, head, broken });
  for (const batch of [...batches].sort(byKey)) {
    const first = sequenceOf(batch.key);
    if (first !== undefined && first <= (from?.sequence ?? 0)) continue;
    const misplaced = placeBreak(batch, first, head);
    if (misplaced !== undefined) return ended(misplaced);
    for (const line of linesOf(batch.text)) {
      const read = readRecord(line, batch.key, head);
      if ('fault' in read) return ended(read);
      const other = bySequence.get(read.sequence)?.find(({ hash }) => hash !== read.hash);
      if (other !== undefined) return ended(rewritten(other, batch.key));
      records.push(read);
      head = { sequence: read.sequence, hash: read.hash };
    }
  }
  return ended(cutTail(witnesses, head));
};

const byKey = (a: StoredBatch, b: StoredBatch): number => (a.key < b.key ? -1 : Number(a.key > b.key));

/** An empty batch has one line, which is no record. */
const linesOf = (text: string): readonly string[] => (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');

const placeBreak = (
  { key, touched }: StoredBatch,
  first: number | undefined,
  head: TrailHead,
): TrailBreak | undefined => {
  const sequence = head.sequence + 1;
  if (first === undefined) return { fault: 'foreign', sequence, key, what: 'is no batch of the trail' };
  if (first > sequence) {
    const last = first - 1;
    const missing = last === sequence ? `record ${sequence} is` : `records ${sequence} to ${last} are`;
    return { fault: 'removed', sequence, key: trailKey(sequence), what: `${missing} missing` };
  }
  if (first < sequence) {
    return { fault: 'forged', sequence: first, key, what: `tells records from ${first} on once more` };
  }
  if (touched === 'deleted') return { fault: 'removed', sequence, key, what: 'was deleted; an older version is there' };
  return touched === 'written-again'
    ? { fault: 'altered', sequence, key, what: 'was written more than once' }
    : undefined;
};

const readRecord = (line: string, key: string, head: TrailHead): TrailRecord | TrailBreak => {
  const sequence = head.sequence + 1;
  const broken = (fault: TrailFault, what: string): TrailBreak => ({ fault, sequence, key, what });
  const record = parsed(line);
  if (record === undefined) return broken('altered', `record ${sequence} is no record as they are written`);
  const { hash, ...unsealed } = record;
  if (sha256(canonicalJson(unsealed)) !== hash) {
    return broken('altered', `record ${sequence} is not what its hash says`);
  }
  if (record.sequence !== sequence) {
    return broken('reordered', `record ${record.sequence} stands where ${sequence} should`);
  }
  if (record.previous !== head.hash) {
    return broken('forged', `record ${sequence} does not follow the one before it: one of the two was made up`);
  }
  return record;
};

const parsed = (line: string): TrailRecord | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    const isRecord = typeof value === 'object' && value !== null && typeof (value as TrailRecord).sequence === 'number';
    return isRecord && canonicalJson(value) === line ? (value as TrailRecord) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
};

const rewritten = ({ sequence, knows }: Witness, key: string): TrailBreak => ({
  fault: 'rewritten',
  sequence,
  key,
  what: `record ${sequence} is not the one that ${knows}: everything since the anchor before was written anew`,
});

const cutTail = (witnesses: readonly Witness[], head: TrailHead): TrailBreak | undefined => {
  const beyond = witnesses.filter((one) => one.sequence > head.sequence);
  const [last] = beyond.sort((a, b) => b.sequence - a.sequence);
  if (last === undefined) return undefined;
  const sequence = head.sequence + 1;
  return {
    fault: 'tail-cut',
    sequence,
    key: trailKey(sequence),
    what: `the trail ends with record ${head.sequence}, and record ${last.sequence} ${last.knows}: its end was cut off`,
  };
};
