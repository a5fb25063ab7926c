import { genesisText, type TrailFact, type TrailHead, type TrailRecord } from '../../contracts/trail';
import { canonicalJson, sha256Hex } from './canonical';

/** A stored batch that does not go on where the chain ends: somebody else wrote it, or the chain was tampered with. */
export class TrailBrokenError extends Error {
  public override readonly name = 'TrailBrokenError';
  public readonly code = 'trail.broken';

  constructor(public readonly sequence: number) {
    super(`The batch from record ${sequence} on does not continue the trail.`);
  }
}

/** Where a stage's chain begins. */
export const genesisOf = (stage: string): TrailHead => ({ sequence: 0, hash: sha256Hex(genesisText(stage)) });

/** Facts as the records that follow a head, in the order given. */
export const chained = (head: TrailHead, facts: readonly TrailFact[], recordedAt: string): readonly TrailRecord[] => {
  let { sequence, hash } = head;
  return facts.map((fact) => {
    sequence += 1;
    const unsealed = { ...fact, sequence, previous: hash, recordedAt };
    hash = hashOf(unsealed);
    return { ...unsealed, hash };
  });
};

const hashOf = (unsealed: Omit<TrailRecord, 'hash'>): string => sha256Hex(canonicalJson(unsealed));

/** Records as they are stored: a line of canonical JSON each. */
export const batchText = (records: readonly TrailRecord[]): string =>
  records.map((record) => `${canonicalJson(record)}\n`).join('');

/** The records of a stored batch; throws where they do not continue the chain from the head, to the last bit. */
export const recordsAfter = (head: TrailHead, text: string): readonly TrailRecord[] => {
  const broken = new TrailBrokenError(head.sequence + 1);
  const records = text
    .split('\n')
    .slice(0, -1)
    .map((line) => recordIn(line, broken));
  let before = head;
  for (const { hash, ...unsealed } of records) {
    const follows = unsealed.sequence === before.sequence + 1 && unsealed.previous === before.hash;
    if (!follows || hashOf(unsealed) !== hash) throw broken;
    before = { sequence: unsealed.sequence, hash };
  }
  if (records.length === 0 || batchText(records) !== text) throw broken;
  return records;
};

const recordIn = (line: string, broken: TrailBrokenError): TrailRecord => {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null) return parsed as TrailRecord;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw broken;
};
