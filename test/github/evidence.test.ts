import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchor } from '../../.github/scripts/anchor';
import { evidence } from '../../.github/scripts/evidence';
import { anchorsPath } from '../../.github/scripts/evidence-branch';
import { keepAnchors } from '../../.github/scripts/keep-anchors';
import { trailKey } from '../../contracts/trail';
import { batchText, chained, genesisOf } from '../../lambdas/domain/trail-chain';
import { anchorsFile } from '../../lib/evidence/trail/anchors';
import { fakeStage, runTandem } from '../support/fake-stage';
import { folder, ports, project, removeProjects, repository, type World } from '../support/pipeline-ports';

jest.setTimeout(60_000);
afterAll(removeProjects);

describe('evidence', () => {
  const written = async (key: string, tandem: World['tandem'] = () => ({})) => {
    const used = ports({ tandem });
    const code = await evidence(used.world, { since: 'main', stage: 'prod', out: '/bundle', key });
    return { ...used, code };
  };
  const key = (): string => {
    const file = join(folder(), 'evidence.pem');
    writeFileSync(file, '');
    return file;
  };

  it('is signed where there is a key, and read as auditors read it', async () => {
    const file = key();
    const { code, commands } = await written(file);
    expect(code).toBe(0);
    expect(commands).toEqual([
      ['evidence', '--stage', 'prod', '--since', 'main', '--out', '/bundle', '--key', file],
      ['verify-evidence', '/bundle'],
    ]);
  });

  it('is written without a key, too, and says so', async () => {
    const { code, commands, said } = await written('/no/such.pem');
    expect(code).toBe(0);
    expect(commands.map((words) => words.includes('--key'))).toEqual([false, false]);
    expect(commands[1]).toEqual(['verify-evidence', '/bundle', '--unsigned']);
    expect(said[0]).toMatch(/^::notice title=evidence::.*nobody signs/);
  });

  it.each([
    ['a register that fails', 'evidence', 1, 2],
    ['a bundle that cannot be verified', 'verify-evidence', 1, 2],
    ['a machine at fault', 'evidence', 2, 1],
  ])('fails for %s', async (_, failing, worst, calls) => {
    const { code, commands } = await written(key(), ([verb]) => ({ code: verb === failing ? worst : 0 }));
    expect([code, commands.length]).toEqual([worst, calls]);
  });
});

/** A folder with these files. */
const given = (files: Readonly<Record<string, string>>): string => {
  const from = folder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(from, name), text);
  return from;
};

const fact = (id: string) => ({
  ...{ id, kind: 'personal-data.read' as const, at: '2026-11-20T10:00:00.000Z' },
  ...{ by: 'service-desk', about: 'sub_1', details: { route: 'lookup', found: true } },
});
const first = chained(genesisOf('local'), [fact('a'), fact('b')], '2026-11-20T10:00:01.000Z');
const second = chained(first[1] ?? genesisOf('local'), [fact('c')], '2026-11-20T11:00:00.000Z');
const BATCHES = [
  { key: trailKey(1), text: batchText(first) },
  { key: trailKey(3), text: batchText(second) },
];

/** A repository with a trail, and both jobs of a day on it, the first one by the real command line. */
const daily = () => {
  const at = project();
  const stage = { ...fakeStage(), trail: BATCHES };
  const tandem = (words: readonly string[]) => runTandem(at.root, words, stage);
  const look = async () => {
    const out = join(folder(), 'anchors');
    const used = ports({ root: at.root, tandem });
    return { ...used, out, code: await anchor(used.world, { stage: 'local', out }) };
  };
  const keep = (from: string) => keepAnchors(ports({ root: at.root }).world, from);
  const day = async () => {
    const looked = await look();
    if (looked.code === 0) await keep(looked.out);
    return looked;
  };
  const kept = () =>
    JSON.parse(at.origin('show', `evidence:${anchorsFile('local')}`)) as { readonly anchors: object[] };
  return { ...at, stage, look, keep, day, kept };
};

describe('anchors', () => {
  it('are kept where the command line looks for them', () => {
    expect(anchorsPath('prod')).toBe(anchorsFile('prod'));
  });

  it('are added day by day on a branch that only grows', async () => {
    const { stage, day, kept, origin } = daily();
    stage.trail = BATCHES.slice(0, 1);
    const { said } = await day();
    expect(said[0]).toMatch(/^::warning title=trail::Nothing of local was anchored before/);
    expect(kept().anchors).toMatchObject([{ sequence: 2, hash: first[1]?.hash }]);

    await day();
    expect(origin('rev-list', '--count', 'evidence').trim()).toBe('1');

    stage.trail = BATCHES;
    expect((await day()).said).toEqual(['The trail of local holds.']);
    expect(kept().anchors).toMatchObject([{ sequence: 2 }, { sequence: 3, hash: second[0]?.hash }]);
    expect(origin('rev-list', '--count', 'evidence').trim()).toBe('2');
    expect(origin('ls-tree', '-r', '--name-only', 'evidence').trim()).toBe('evidence/anchors/local.json');
  });

  it('show that the end of the trail was cut off, loudly, and stay as they were', async () => {
    const { stage, day, kept } = daily();
    await day();
    const before = kept();
    stage.trail = BATCHES.slice(0, 1);
    const { code, said } = await day();
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringMatching(/^::error .*title=trail\.broken::tail-cut/)]);
    expect(kept()).toEqual(before);
  });

  it('show that all was written anew, hashes and all', async () => {
    const { stage, day } = daily();
    await day();
    const anew = chained(genesisOf('local'), [fact('x'), fact('b'), fact('c')], '2026-11-20T10:00:01.000Z');
    stage.trail = [{ key: trailKey(1), text: batchText(anew) }];
    const { code, said } = await day();
    expect([code, said]).toEqual([1, [expect.stringContaining('rewritten')]]);
  });

  it('are none where the machine is at fault', async () => {
    const { root } = repository(given({ 'README.md': 'code' }));
    const used = ports({ root, tandem: () => ({ code: 2, err: 'AWS does not answer' }) });
    expect(await anchor(used.world, { stage: 'prod', out: folder() })).toBe(2);
    expect(used.said.at(-1)).toBe('quoted AWS does not answer');
  });
});

describe('keep-anchors', () => {
  const list = (hashes: readonly string[], stage = 'local', more: object = {}): string =>
    JSON.stringify({
      stage,
      anchors: hashes.map((hash, at) => ({ sequence: at + 1, hash: hash.repeat(64), at: '2026-11-23T04:17:00.000Z' })),
      ...more,
    });
  const kept = async (files: Readonly<Record<string, string>> = { 'local.json': list(['a']) }) => {
    const at = repository(given({ 'README.md': 'code' }));
    const keep = (next: Readonly<Record<string, string>>) => keepAnchors(ports({ root: at.root }).world, given(next));
    await keep(files);
    return { ...at, keep };
  };

  it('adds stages beside each other, and takes nothing of another away', async () => {
    const { keep, origin } = await kept();
    await keep({ 'prod.json': list(['b'], 'prod') });
    expect(origin('ls-tree', '-r', '--name-only', 'evidence').trim().split('\n')).toEqual([
      'evidence/anchors/local.json',
      'evidence/anchors/prod.json',
    ]);
  });

  it.each([
    ['an anchor less', list([])],
    ['an anchor changed', list(['b', 'c'])],
    ['another stage', list(['a', 'b'], 'prod')],
    ['something beside', list(['a', 'b'], 'local', { note: 'x' })],
    ['no list', '<html>'],
  ])('refuses a list with %s, and keeps the one that it has', async (_, text) => {
    const { keep, origin } = await kept();
    await expect(keep({ 'local.json': text })).rejects.toThrow('The anchors of local are no');
    expect(origin('show', 'evidence:evidence/anchors/local.json')).toBe(list(['a']));
  });

  it.each(['--all.json', 'local.yaml', 'Local.json'])(
    'refuses a file that is no list of anchors by its name: %s',
    async (name) => {
      const { keep } = await kept();
      await expect(keep({ [name]: list(['a']) })).rejects.toThrow("no stage's list");
    },
  );

  it('keeps nothing where no trail held', async () => {
    const { root, origin } = repository(given({ 'README.md': 'code' }));
    const { world, said } = ports({ root });
    expect(await keepAnchors(world, join(root, 'nothing'))).toBe(0);
    expect([said, origin('branch', '--list', 'evidence')]).toEqual([['There is no anchor.'], '']);
    expect([existsSync(join(root, 'evidence')), readFileSync(join(root, 'README.md'), 'utf8')]).toEqual([
      false,
      'code',
    ]);
  });
});
