import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { batchText, chained, genesisOf } from '../../../../lambdas/domain/trail-chain';
import { readExports } from '../../../../lib/evidence/period/records';
import { recordsTable } from '../../../../lib/evidence/period/records-table';
import { awsEvent, FROM, fact, periodInput } from '../../../support/period-input';
import { testStage } from '../../../support/stage';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const stage = testStage();
const { account, region } = stage.settings;
const folderOf = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-records-'));
  made.push(folder);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
};
const read = (files: Readonly<Record<string, string | Uint8Array>>) => readExports(folderOf(files), stage);
const events = (...names: readonly string[]) =>
  names.map((name) => awsEvent(name, '2026-11-20T12:00:00Z', { recipientAccountId: account, awsRegion: region }));
const log = (...names: readonly string[]): string => JSON.stringify({ Records: events(...names) });

const facts = ['2026-11-02', '2026-11-03', '2026-11-04'].map((day) => fact('launch.paused', `${day}T10:00:00.000Z`));
const records = chained(genesisOf(stage.name), facts, '2026-11-05T00:00:00.000Z');
const anchors = (sequence: number, hash = records[sequence - 1]?.hash ?? '', at = '2026-12-01T00:00:00Z'): string =>
  JSON.stringify({ stage: stage.name, anchors: [{ sequence, hash, at }] });

/** The table of what these files hold. */
const tableOf = (files: Readonly<Record<string, string | Uint8Array>>) =>
  recordsTable({ ...periodInput(), ...read(files) });

describe('the exports of a period', () => {
  it('are read from log files, compressed or not, and from what lookup-events prints, each event once', () => {
    const looked = {
      Events: events('C', 'A').map((one) => ({ EventId: one.eventID, CloudTrailEvent: JSON.stringify(one) })),
    };
    const { cloudTrail } = read({
      'cloudtrail/2026/11/one.json': log('A', 'B'),
      'cloudtrail/2026/12/two.json.gz': gzipSync(log('B', 'D')),
      'cloudtrail/looked.json': JSON.stringify(looked),
    });
    expect(cloudTrail?.events.map(({ eventName }) => eventName)).toEqual(['A', 'B', 'C', 'D']);
    expect(cloudTrail?.source).toEqual({
      name: 'CloudTrail',
      query: expect.stringContaining(`AWSLogs/${account}/CloudTrail/`),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('leave behind the addresses and agents of callers', () => {
    const [one] = events('A');
    const { cloudTrail } = read({
      'cloudtrail/a.json': JSON.stringify({ Records: [{ ...one, sourceIPAddress: '192.0.2.7', userAgent: 'curl' }] }),
    });
    expect(JSON.stringify(cloudTrail?.events)).not.toMatch(/192\.0\.2\.7|curl/);
  });

  it.each([
    [
      'a file that is no export',
      { 'cloudtrail/notes.txt': 'x' },
      'cloudtrail/notes.txt is no export: they end in .json or .json.gz.',
    ],
    ['a file that is no JSON', { 'cloudtrail/a.json': '{' }, 'cloudtrail/a.json has neither "Records"'],
    [
      'a file that is not compressed',
      { 'cloudtrail/a.json.gz': '{}' },
      'cloudtrail/a.json.gz is not compressed as its name says.',
    ],
    [
      'an event without its time',
      { 'cloudtrail/a.json': '{"Records":[{"eventID":"1"}]}' },
      "cloudtrail/a.json: event 1 is none of CloudTrail's: eventTime:",
    ],
    [
      'events of another account',
      { 'cloudtrail/a.json': JSON.stringify({ Records: [{ ...events('A')[0], recipientAccountId: '999999999999' }] }) },
      `of account 999999999999; the stage's is ${account}.`,
    ],
    [
      'anchors of another stage',
      { 'trail.jsonl': '', 'anchors.json': '{"stage":"dev","anchors":[]}' },
      'is no list of anchors of stage',
    ],
  ])('are refused where there is %s, with its name and what is allowed', (_, files, expected) => {
    expect(() => read(files)).toThrow(
      expect.objectContaining({ name: 'RecordsError', message: expect.stringContaining(expected) }),
    );
  });

  it('are not read through links', () => {
    const folder = folderOf({ 'cloudtrail/a.json': log('A') });
    symlinkSync(join(folder, 'cloudtrail/a.json'), join(folder, 'cloudtrail/b.json'));
    expect(() => readExports(folder, stage)).toThrow('cloudtrail/b.json is a link.');
  });
});

describe('the records of a period', () => {
  it('say how far they reach, and that the trail holds up to its anchor', () => {
    const { rows, gaps, exceptions } = tableOf({
      'trail.jsonl': batchText(records),
      'anchors.json': anchors(3),
      'cloudtrail/a.json': log('A'),
    });
    expect(rows).toEqual([
      {
        ...{ record: 'trail', records: 3, first: '2026-11-05T00:00:00.000Z', last: '2026-11-05T00:00:00.000Z' },
        ...{ head: `3 ${records[2]?.hash}`, anchored: 3, exception: '' },
      },
      {
        ...{ record: 'cloudtrail', records: 1, first: '2026-11-20T12:00:00Z', last: '2026-11-20T12:00:00Z' },
        ...{ head: null, anchored: null, exception: '' },
      },
    ]);
    expect(exceptions).toBe(0);
    expect(gaps).toEqual([
      `CloudTrail tells nothing from ${FROM} to 2026-11-20T12:00:00.000Z.`,
      'CloudTrail tells nothing from 2026-11-20T12:00:00.000Z to 2026-12-01T00:00:00.000Z.',
    ]);
  });

  it.each<[string, string, string]>([
    [
      'altered',
      batchText(records).replace('2026-11-03T', '2026-11-13T'),
      'altered: record 2 is not what its hash says',
    ],
    [
      'reordered',
      batchText([records[0], records[2], records[1]].flatMap((one) => one ?? [])),
      'reordered: record 3 stands where 2 should',
    ],
    [
      'cut at its end',
      batchText(records.slice(0, 2)),
      'tail-cut: the trail ends with record 2, and record 3 was anchored',
    ],
    [
      'of another stage',
      batchText(chained(genesisOf('dev'), facts, '2026-11-05T00:00:00.000Z')),
      'forged: record 1 does not follow',
    ],
    ['no trail', 'nothing\n', 'altered: record 1 is no record as they are written'],
  ])('make an exception of a trail that is %s', (_, text, expected) => {
    const { rows, exceptions } = tableOf({ 'trail.jsonl': text, 'anchors.json': anchors(3) });
    expect(exceptions).toBe(1);
    expect(rows[0]?.exception).toContain(expected);
  });

  it('say what is not known where nothing is given, the trail begins late, or nobody has anchored it', () => {
    expect(tableOf({}).gaps).toEqual([
      expect.stringContaining('No trail.jsonl was given'),
      expect.stringContaining('No export of CloudTrail was given'),
    ]);
    expect(tableOf({ 'trail.jsonl': '' }).gaps[0]).toBe('trail.jsonl has no record that can be believed.');
    const late = tableOf({ 'trail.jsonl': batchText(records.slice(1)) });
    expect([late.exceptions, ...late.gaps.slice(0, 2)]).toEqual([
      0,
      expect.stringContaining('trail.jsonl begins with record 2'),
      expect.stringContaining('No anchors.json was given'),
    ]);
    const early = tableOf({
      'trail.jsonl': batchText(records),
      'anchors.json': anchors(2, undefined, '2026-11-05T00:00:00Z'),
    });
    expect(early.gaps[0]).toContain('The last anchor is of record 2, at 2026-11-05T00:00:00Z');
  });
});
