import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { openReceipt, type PostBatch, type Receipt, sendRows } from '../../../lib/import';

const folder = mkdtempSync(join(tmpdir(), 'tandem-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const START: Receipt = {
  file: 'people.csv',
  sha256: 'hash',
  kind: 'customers',
  stage: 'local',
  state: 'under way',
  rows: 0,
  sent: 0,
  accepted: 0,
  rejected: {},
  rejectedBytes: 0,
  by: 'ada',
  startedAt: '2026-11-20T12:00:00.000Z',
  at: '2026-11-20T12:00:00.000Z',
};

const isSeventh = (userId: string): boolean => userId.endsWith('7');

/** Sends `count` rows to an edge that refuses the `failing`th batch for good, and goes on as often as it takes. */
const sendAll = async (count: number, failing: readonly number[]) => {
  const path = join(mkdtempSync(join(folder, 'run-')), 'people.csv');
  mkdirSync(path, { recursive: true });
  const files = openReceipt(path, 'local');
  const arrived: string[] = [];
  let posts = 0;
  const post: PostBatch = async (calls) => {
    posts += 1;
    if (failing.includes(posts)) return { status: 400, rejected: [] };
    const users = (calls as readonly { readonly userId: string }[]).map(({ userId }) => userId);
    arrived.push(...users);
    const bad = users.flatMap((userId, index) =>
      isSeventh(userId) ? [{ index, code: 'no-identifier', message: 'No.' }] : [],
    );
    return { status: 202, rejected: bad };
  };
  const run = (from: Receipt): Promise<Receipt> =>
    sendRows({
      calls: rowsOf(count),
      post,
      writeKey: 'key',
      canonicalJson: JSON.stringify,
      files,
      from,
      now: () => new Date(START.at),
      wait: async () => {},
      onProgress: () => {},
    });
  let runs = 0;
  for (;;) {
    runs += 1;
    try {
      const receipt = await run(files.read() ?? START);
      const rejected = readFileSync(files.rejectedFile, 'utf8').split('\n').filter(Boolean);
      return { receipt, arrived, runs, rejected: rejected.map((line) => JSON.parse(line).user_id as string) };
    } catch (error) {
      if ((error as Error).name !== 'EdgeUnavailableError') throw error;
    }
  }
};

async function* rowsOf(count: number) {
  for (let at = 0; at < count; at += 1) {
    const userId = `u${at}`;
    const cells = new Map([['user_id', { column: 1, value: userId }]]);
    yield {
      row: { kind: 'row', line: at + 2, cells } as const,
      call: { type: 'identify', timestamp: START.at, userId } as const,
    };
  }
}

describe('sendRows', () => {
  it('loses no row and keeps each rejected row once, wherever and however often it breaks off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2500 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 14 })),
        async (count, failing) => {
          const people = Array.from({ length: count }, (_, at) => `u${at}`);
          const { receipt, arrived, rejected } = await sendAll(count, failing);

          expect([...new Set(arrived)].sort()).toEqual([...people].sort());
          expect(rejected).toEqual(people.filter(isSeventh));
          expect(receipt).toMatchObject({ sent: count, accepted: count - rejected.length });
        },
      ),
      { numRuns: 25, examples: [[2500, [5]]] },
    );
  });

  it('sends again only what the receipt does not know as taken', async () => {
    const { arrived, runs } = await sendAll(1700, [6]);

    // Windows of four batches of 200: the first was taken and known, three batches of the second were taken twice.
    expect(runs).toBe(2);
    expect(arrived.filter((userId) => Number(userId.slice(1)) < 800)).toHaveLength(800);
    expect(arrived).toHaveLength(1700 + 600);
  });
});
