import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trailKey } from '../../../contracts/trail';
import { batchText, chained, genesisOf } from '../../../lambdas/domain/trail-chain';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { workspaceWith } from '../../support/workspace';

const fact = (id: string) => ({
  id,
  kind: 'personal-data.read' as const,
  at: '2026-11-20T10:00:00.000Z',
  by: 'service-desk',
  about: 'sub_1',
  details: { route: 'lookup', found: true },
});
const records = chained(genesisOf('local'), [fact('a'), fact('b')], '2026-11-20T10:00:01.000Z');
const later = chained(records[1] ?? genesisOf('local'), [fact('c')], '2026-11-20T11:00:00.000Z');
const batches = [
  { key: trailKey(1), text: batchText(records) },
  { key: trailKey(3), text: batchText(later) },
];
const open = () => {
  const root = workspaceWith();
  const stage = { ...fakeStage(), trail: batches };
  return {
    root,
    stage,
    file: join(root, 'evidence/anchors/local.json'),
    run: (...argv: string[]) => runTandem(root, ['trail', ...argv], stage),
  };
};

describe('tandem trail', () => {
  it('shows what happened, and that it holds', async () => {
    const { run } = open();
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toMatch(
      /3 +2026-11-20T10:00:00\.000Z +personal-data\.read +sub_1 +service-desk +found true, route lookup/,
    );
    expect(out).toContain('It holds: 3 records');
  });

  it('shows only what was recorded since, and writes it to a file', async () => {
    const { run, root } = open();
    const { out } = await run('--since', '2026-11-20T10:30:00Z', '--out', 'trail.jsonl', '--json');
    expect((JSON.parse(out) as { records: object[] }).records).toEqual(later);
    expect(readFileSync(join(root, 'trail.jsonl'), 'utf8')).toBe(batchText(later));
  });

  it('anchors the end once, adds to what is there, and sees by it that the end was cut off', async () => {
    const { run, stage, file } = open();
    stage.trail = batches.slice(0, 1);
    expect((await run('anchor')).code).toBe(0);
    expect((await run('anchor')).out).toContain('nothing new since record 2');
    stage.trail = batches;
    await run('anchor');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      stage: 'local',
      anchors: [
        { sequence: 2, hash: records[1]?.hash },
        { sequence: 3, hash: later[0]?.hash },
      ],
    });
    stage.trail = batches.slice(0, 1);
    const cut = await run('--verify');
    expect([cut.code, cut.out + cut.err]).toEqual([1, expect.stringContaining('tail-cut')]);
  });

  it('anchors the stage that stands behind it, in the file that stands behind it', async () => {
    const { run, root, file } = open();
    const named = await run('anchor', '--stage', 'local', '--anchors', 'ends.json', '--json');
    expect(JSON.parse(named.out)).toMatchObject({ stage: 'local', anchored: 0, added: true });
    expect([existsSync(join(root, 'ends.json')), existsSync(file)]).toEqual([true, false]);
    expect((await run('anchor', '--stage', 'prod')).out).toContain('stage prod');
  });

  it('sees that the end was cut off before it was anchored, by what the control table knows', async () => {
    const { run, stage, file } = open();
    stage.trailHead = { sequence: 3, hash: later[0]?.hash ?? '' };
    expect((await run('--verify')).code).toBe(0);
    stage.trail = batches.slice(0, 1);
    for (const words of [['--verify'], ['anchor']]) {
      const { code, out, err } = await run(...words);
      expect([code, out + err]).toEqual([
        1,
        expect.stringMatching(/tail-cut.*record 3 is the last one for the control table/s),
      ]);
    }
    expect(existsSync(file)).toBe(false);
  });

  it('ends with exit 2 where AWS does not answer', async () => {
    expect((await runTandem(workspaceWith(), ['trail', 'anchor'])).code).toBe(2);
  });

  it.each([
    ['behind the word', ['anchor', '--anchors', 'elsewhere.json', '--stage', 'prod', '--json']],
    ['before it', ['--anchors', 'elsewhere.json', '--stage', 'prod', '--json', 'anchor']],
  ])('anchors the stage that is named, into the file that is named, %s', async (_case, words) => {
    const { run, root, file, stage } = open();
    stage.trail = [{ key: trailKey(1), text: batchText(chained(genesisOf('prod'), [fact('a')], 't')) }];
    const { code, out } = await run(...words);
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ added: true, anchored: 0 })]);
    expect(JSON.parse(readFileSync(join(root, 'elsewhere.json'), 'utf8'))).toMatchObject({ stage: 'prod' });
    expect(existsSync(file)).toBe(false);
  });

  it('anchors nothing of a trail that does not hold', async () => {
    const { run, stage, file } = open();
    stage.trail = batches.slice(1);
    const { code, out, err } = await run('anchor');
    expect([code, existsSync(file)]).toEqual([1, false]);
    expect(out).toContain('error  trail.broken  ');
    expect(out + err).toMatch(/trail\.broken.*removed: records 1 to 2 are missing/s);
  });

  it.each([
    ['that is none', '[]'],
    ['of another stage', '{"stage":"prod","anchors":[]}'],
    [
      'out of order',
      `{"stage":"local","anchors":[${[2, 1].map((sequence) => `{"sequence":${sequence},"hash":"${'a'.repeat(64)}","at":"t"}`).join()}]}`,
    ],
  ])('refuses a file of anchors %s', async (_case, text) => {
    const { run, file } = open();
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    expect((await run('--verify')).code).toBe(2);
  });
});
