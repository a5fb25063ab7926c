import * as fc from 'fast-check';
import { type TrailFact, type TrailRecord, trailKey } from '../../../contracts/trail';
import { batchText, chained, genesisOf } from '../../../lambdas/domain/trail-chain';
import { type StoredBatch, trailGenesis, verifyTrail } from '../../../lib/evidence/trail/verify-trail';

const STAGE = 'prod';
const fact = (id: number): TrailFact => ({
  id: String(id),
  kind: 'launch.paused',
  at: '2026-11-27T12:00:00.000Z',
  by: 'ada',
  about: 'coats',
  details: { reason: `r${id}`, approvedBy: ['ö', '😀'] },
});

/** Batches of these sizes as the platform's own keeper writes them. */
const written = (sizes: readonly number[], salt = 0): readonly StoredBatch[] => {
  let head = genesisOf(STAGE);
  return sizes.map((size) => {
    const first = head.sequence + 1;
    const facts = Array.from({ length: size }, (_, index) => fact(first + index + salt));
    const records = chained(head, facts, '2026-11-27T12:00:01.000Z');
    head = records.at(-1) ?? head;
    return { key: trailKey(first), text: batchText(records) };
  });
};
const recordsIn = ({ text }: StoredBatch): readonly TrailRecord[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as TrailRecord);
const allOf = (batches: readonly StoredBatch[]) => batches.flatMap(recordsIn);
const verify = (batches: readonly StoredBatch[], anchors: readonly TrailRecord[] = []) =>
  verifyTrail(batches, { stage: STAGE, anchors });

const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 8 });

describe('verifying the audit trail', () => {
  it('believes what the keeper wrote, whole or from an anchor on, in whatever order it is found', () => {
    expect(trailGenesis(STAGE)).toEqual(genesisOf(STAGE));
    fc.assert(
      fc.property(sizes, fc.nat(), (many, at) => {
        const batches = written(many);
        const records = allOf(batches);
        const { broken, head } = verify([...batches].reverse(), records);
        expect([broken, head.sequence]).toEqual([undefined, records.length]);
        const from = recordsIn(batches[at % batches.length] as StoredBatch).at(-1) as TrailRecord;
        const rest = batches.slice((at % batches.length) + 1);
        const later = verifyTrail(rest, { stage: STAGE, anchors: [], from });
        expect([later.broken, later.records.length]).toEqual([undefined, records.length - from.sequence]);
      }),
    );
  });

  it('finds any bit that was turned, at its record or before', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (many, which, where, flip) => {
        const batches = written(many);
        const at = which % batches.length;
        const bytes = Buffer.from(batches[at]?.text ?? '');
        const offset = where % bytes.length;
        bytes[offset] = (bytes[offset] ?? 0) ^ flip;
        const text = bytes.toString('utf8');
        const changed = batches.map((batch, index) => (index === at ? { ...batch, text } : batch));
        const anchors = allOf(batches);
        expect(verify(changed, anchors).broken).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  it('finds a batch that was taken out of the middle, and names what is missing', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (many, which) => {
        const batches = written(many);
        const at = which % (batches.length - 1);
        const { broken } = verify(batches.filter((_, index) => index !== at));
        expect(broken).toMatchObject({ fault: 'removed', key: batches[at]?.key });
      }),
    );
  });

  it('finds an end that was cut off by the anchors, and by them alone', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (many, which) => {
        const batches = written(many);
        const left = batches.slice(0, which % batches.length);
        const [last] = allOf(batches).slice(-1);
        expect(verify(left).broken).toBeUndefined();
        expect(verify(left, last === undefined ? [] : [last]).broken?.fault).toBe('tail-cut');
      }),
    );
  });
});

describe('a trail that somebody touched', () => {
  const batches = written([2, 3, 1]);
  const [a, b, c] = batches as [StoredBatch, StoredBatch, StoredBatch];
  const lines = b.text.trimEnd().split('\n');
  const other = written([2, 3, 1], 100);

  it.each<[string, string, number, readonly StoredBatch[]]>([
    ['with a word changed', 'altered', 4, [a, { ...b, text: b.text.replace('"r4"', '"r5"') }, c]],
    [
      'with two records swapped',
      'reordered',
      3,
      [a, { ...b, text: `${[lines[1], lines[0], lines[2]].join('\n')}\n` }, c],
    ],
    [
      'with a record taken out of a batch',
      'reordered',
      4,
      [a, { ...b, text: `${[lines[0], lines[2]].join('\n')}\n` }, c],
    ],
    ['with a record made up, hash and all', 'forged', 3, [a, other[1] as StoredBatch, c]],
    ['with a record told twice', 'forged', 2, [a, { key: trailKey(2), text: a.text }, b, c]],
    ['with an object deleted', 'removed', 3, [a, { ...b, touched: 'deleted' }, c]],
    ['with an object written again', 'altered', 3, [a, { ...b, touched: 'written-again' }, c]],
    ['with its beginning cut off', 'removed', 1, [b, c]],
    ['with a piece cut out of the middle', 'removed', 3, [a, c]],
    [
      'with a record cut off the end of a batch',
      'removed',
      5,
      [a, { ...b, text: `${lines.slice(0, 2).join('\n')}\n` }, c],
    ],
    ['with two batches changing places', 'reordered', 3, [a, { ...b, text: c.text }, { ...c, text: b.text }]],
    ['with a record told twice in a batch', 'reordered', 4, [a, { ...b, text: `${lines[0]}\n${b.text}` }, c]],
    ['with an empty object', 'altered', 3, [a, { ...b, text: '' }, c]],
    ['with something else in the bucket', 'foreign', 7, [a, b, c, { key: 'zzz.txt', text: '' }]],
    ['with blanks', 'altered', 3, [a, { ...b, text: b.text.replace(',', ', ') }, c]],
  ])('is refused %s, as %s from record %s on', (_case, fault, sequence, touched) => {
    expect(verify(touched).broken).toMatchObject({ fault, sequence });
  });

  it('is refused where everything was written anew, by the anchors alone', () => {
    const [last] = allOf(batches).slice(-1);
    expect(verify(other).broken).toBeUndefined();
    expect(verify(other, [last as TrailRecord]).broken).toMatchObject({ fault: 'rewritten', sequence: 6 });
  });

  it('is not another stage’s', () => {
    expect(verifyTrail(batches, { stage: 'dev', anchors: [] }).broken).toMatchObject({ fault: 'forged', sequence: 1 });
  });

  it('is refused with its end cut off, by what the control table knows', () => {
    const settled = recordsIn(c).at(-1) as TrailRecord;
    const known = { stage: STAGE, anchors: [], settled };
    expect(verifyTrail(batches, known).broken).toBeUndefined();
    expect(verifyTrail([a, b], known).broken).toMatchObject({
      fault: 'tail-cut',
      sequence: 6,
      what: expect.stringContaining('the control table'),
    });
    expect(verifyTrail([], known).broken).toMatchObject({ fault: 'tail-cut', sequence: 1 });
    expect(verifyTrail(other, known).broken).toMatchObject({ fault: 'rewritten', sequence: 6 });
    // A batch that is stored and not settled yet is no fault.
    expect(verifyTrail(batches, { ...known, settled: recordsIn(b).at(-1) }).broken).toBeUndefined();
  });

  it('is shown as far as it holds', () => {
    expect(verify([a, { ...b, text: b.text.replace('"r4"', '"r5"') }, c]).head.sequence).toBe(3);
  });
});
