import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { batchText, chained, genesisOf } from '../../../lambdas/domain/trail-chain';
import type { PeriodTable } from '../../../lib/evidence/period/table';
import { readFolder } from '../../../lib/evidence/read-folder';
import { verifyBundle } from '../../../lib/evidence/verify';
import { projectUnderGit } from '../../support/evidence';
import { runTandem } from '../../support/fake-stage';
import { awsEvent, fact } from '../../support/period-input';
import { removeShippedCopies } from '../../support/shipped-copy';

const records = mkdtempSync(join(tmpdir(), 'tandem-period-'));
afterAll(() => {
  rmSync(records, { recursive: true, force: true });
  removeShippedCopies();
});

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(records, file)), { recursive: true });
  writeFileSync(join(records, file), text);
};
const trail = chained(
  genesisOf('prod'),
  [
    fact('launch.live', '2026-11-20T12:00:00.000Z', {
      about: 'autumn-coats',
      by: '=cmd()',
      details: { state: 'live' },
    }),
  ],
  '2026-11-20T12:00:01.000Z',
);
const event = awsEvent('UpdateFunctionCode20150331v2', '2026-11-20T13:00:00Z', {
  ...{ eventSource: 'lambda.amazonaws.com', recipientAccountId: '321098765432' },
  requestParameters: { functionName: 'tandem-prod-decide-offer' },
});
write('trail.jsonl', batchText(trail));
write('cloudtrail/2026/11/20/one.json', JSON.stringify({ Records: [event] }));

const root = projectUnderGit();
const PERIOD = ['--from', '2026-11-01', '--to', '2026-11-30', '--records', records];
const evidence = (...words: readonly string[]) => runTandem(root, ['evidence', '--stage', 'prod', ...words]);
const filesOf = (out: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...readFolder(join(root, out)).files].map(([file, content]) => [file, content.toString('utf8')]));
const below = (files: Readonly<Record<string, string>>, folder: string) =>
  Object.fromEntries(Object.entries(files).filter(([file]) => file.startsWith(`${folder}/`)));

describe('tandem evidence of a period', () => {
  it('writes period/ beside a build/ that is the same byte for byte, and the same again from the same records', async () => {
    expect((await evidence('--out', 'plain')).code).toBe(0);
    for (const out of ['first', 'second']) expect((await evidence('--out', out, ...PERIOD)).code).toBe(0);
    const [plain, first, second] = ['plain', 'first', 'second'].map(filesOf);
    if (plain === undefined || first === undefined) throw new Error('Nothing was written.');

    expect(second).toEqual(first);
    expect(below(first, 'build')).toEqual(below(plain, 'build'));
    expect(Object.keys(below(plain, 'period'))).toEqual([]);
    expect(verifyBundle(join(root, 'first'), 'hashes-only').facts?.trees).toHaveProperty('period');
    const ids = ['changes', 'approvals', 'sample', 'segregation', 'records'];
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(ids.flatMap((id) => [`period/${id}.json`, `period/${id}.csv`])),
    );
  });

  it('says in words and as findings what is an exception, and goes on', async () => {
    const { code, out } = await evidence('--out', 'told', ...PERIOD);
    expect(code).toBe(0);
    expect(out).toMatch(/^Period 2026-11-01 to 2026-11-30: \d+ gaps, which the tables name$/m);
    expect(out).toMatch(/^ {2}changes: Changes of production: 2, 2 exceptions$/m);
    expect(out).toContain('evidence.exception  told/period/changes.json');
    expect(out).toContain('2 of 2 rows are exceptions, the first: it names no plan that anybody could have approved');
    const { period, findings } = JSON.parse((await evidence('--out', 'json', '--json', ...PERIOD)).out) as {
      readonly period: unknown;
      readonly findings: readonly unknown[];
    };
    const file = 'json/period/changes.json';
    expect(findings).toContainEqual(expect.objectContaining({ code: 'evidence.exception', severity: 'warning', file }));
    expect(period).toContainEqual(expect.objectContaining({ id: 'changes', count: 2, exceptions: 2 }));
  });

  it('ships the schemas that its JSON keeps to, and an index that counts its tables', () => {
    const files = below(filesOf('first'), 'period');
    const read = (file: string): unknown => JSON.parse(files[`period/${file}`] ?? '');
    const ajv = addFormats(new Ajv2020({ strict: true, allowUnionTypes: true }));
    const isIndex = ajv.compile(read('schemas/index.schema.json') as object);
    const isTable = ajv.compile(read('schemas/table.schema.json') as object);
    const index = read('index.json') as { readonly tables: readonly { readonly id: string; readonly count: number }[] };
    expect([isIndex(index), isIndex.errors]).toEqual([true, null]);
    const tables = index.tables.map(({ id }) => id);
    const others = Object.keys(files)
      .flatMap((file) => /^period\/([a-z-]+)\.json$/.exec(file)?.[1] ?? [])
      .filter((name) => name !== 'index' && !tables.includes(name));
    for (const name of others) {
      const isValid = ajv.compile(read(`schemas/${name}.schema.json`) as object);
      expect([name, isValid(read(`${name}.json`)), isValid.errors]).toEqual([name, true, null]);
    }
    for (const { id, count } of index.tables) {
      const table = read(`${id}.json`) as PeriodTable;
      expect([id, isTable(table), isTable.errors]).toEqual([id, true, null]);
      expect([id, table.rows.length]).toEqual([id, count]);
    }
  });

  it('writes no formula into CSV', () => {
    expect(filesOf('first')['period/changes.csv']).toContain(`"'=cmd()"`);
  });

  it.each(['period/changes.json', 'period/sample.csv', 'period/index.json', 'period/report.html'])(
    'shows that %s was altered',
    (file) => {
      const folder = join(root, 'second');
      const text = readFileSync(join(folder, file), 'utf8');
      try {
        writeFileSync(
          join(folder, file),
          text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
        );
        expect(verifyBundle(folder, 'hashes-only').differences[0]?.file).toBe(file);
      } finally {
        writeFileSync(join(folder, file), text);
      }
      expect(verifyBundle(folder, 'hashes-only').differences).toEqual([]);
    },
  );

  it('draws the sample that the auditor asks for', async () => {
    expect((await evidence('--out', 'drawn', ...PERIOD, '--seed', 'of the auditor', '--sample', '1')).code).toBe(0);
    const sample = JSON.parse(filesOf('drawn')['period/sample.json'] ?? '') as PeriodTable;
    expect([sample.count, sample.means]).toEqual([1, expect.stringContaining('--seed: of the auditor')]);
  });

  it.each([
    [
      ['--from', '2026-11-01'],
      'Evidence of a period needs all of --from <day>, --to <day>, --records <folder> and --out <folder>.',
    ],
    [['--seed', 'x'], 'Evidence of a period needs all of'],
    [
      ['--from', '2026-11-30', '--to', '2026-11-01', '--records', '.'],
      '--to 2026-11-01 is before --from 2026-11-30: both days are of the period.',
    ],
    [
      ['--from', '2026-11-01', '--to', '2026-11-30', '--records', 'nowhere'],
      'There is no folder nowhere: it holds trail.jsonl, anchors.json, withdrawals.json and cloudtrail/.',
    ],
    [['--from', 'November'], 'A day is written YYYY-MM-DD.'],
    [['--sample', '0'], 'Write a whole number from 1 to 999999.'],
  ])('refuses %j, and says what is allowed', async (words, expected) => {
    const { code, err } = await evidence('--out', 'refused', ...words);
    expect(code).toBe(2);
    expect(err).toContain(expected);
  });

  it('refuses records that are none, by the name of their file, before anything is written', async () => {
    const folder = mkdtempSync(join(records, 'wrong-'));
    mkdirSync(join(folder, 'cloudtrail'));
    writeFileSync(join(folder, 'cloudtrail/log.json'), '[]');
    const { code, err } = await evidence('--out', 'wrong', ...PERIOD.slice(0, 4), '--records', folder);
    expect([code, err]).toEqual([2, expect.stringContaining('cloudtrail/log.json has neither "Records"')]);
    expect(() => readFolder(join(root, 'wrong'))).toThrow('ENOENT');
  });
});
