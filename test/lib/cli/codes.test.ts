import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { launchYaml } from '../../support/policy';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const offers = `offers:
  - id: coat-20
    code: { pool: coat-20 }
    copy: { en: { headline: "Coats", body: "Come and see." } }
  - id: care
    copy: { en: { headline: "Coats", body: "How they last." } }`;
const root = workspaceWith({
  'launches/coats.yaml': launchYaml('coats', { offers }),
  'launches/hats.yaml': launchYaml('hats', { offers: offers.replace('coat-20 }', 'hat-10 }') }),
});
const csv = (content: string, name = 'codes.csv'): string => {
  writeFileSync(join(root, name), content);
  return name;
};
const add = (file: string, stage = fakeStage(), pool = 'coat-20', more: readonly string[] = []) =>
  runTandem(root, ['codes', 'add', 'coats', pool, '--from', file, ...more], stage);

describe('tandem codes add', () => {
  it('adds the codes of a file and says how many there are, and none of them', async () => {
    const stage = fakeStage();
    const { code, out, err } = await add(csv('code\nWOOL-1\r\nwool-2\n'), stage);
    expect(code).toBe(0);
    expect(out).toContain('2 codes added to coat-20; 0 were there already.\nThe pool has had 2 codes; 2 are left.');
    expect(`${out}${err}`).not.toMatch(/wool/i);
    expect([...(stage.pools.get('coats/coat-20') ?? [])]).toEqual(['WOOL-1', 'WOOL-2']);
  });

  it('goes on where it was interrupted, and leaves what is there as it is', async () => {
    const stage = fakeStage();
    stage.pools.set('coats/coat-20', new Set(['WOOL-1']));
    stage.given.add('WOOL-1');
    const { out } = await add(csv('code\nWOOL-1\nWOOL-2\n'), stage, 'coat-20', ['--json']);
    expect(JSON.parse(out)).toMatchObject({ addedNow: 1, known: 1, added: 2, left: 1 });
  });

  it('says every mistake of a file at its line, without a code, and adds nothing', async () => {
    const stage = fakeStage();
    stage.pools.set('hats/hat-10', new Set(['FELT-9']));
    const file = csv('code\nWOOL-1\nno spaces\nwool-1\nFELT-9\nA,B\n""\nWOOL-2\n');
    const { code, out } = await add(file, stage, 'coat-20', ['--json']);
    expect(code).toBe(1);
    const { findings, addedNow } = JSON.parse(out) as { findings: { code: string; line: number }[]; addedNow: number };
    const found = findings.map((one) => `${one.line} ${one.code}`);
    expect(found).toEqual(['3 codes.row', '4 codes.repeated', '5 codes.another', '6 codes.row']);
    expect(addedNow).toBe(0);
    expect(out).not.toMatch(/wool|felt|no spaces/i);
    expect(stage.pools.get('coats/coat-20')).toBeUndefined();
  });

  it.each([
    ['has another column', 'code,email\nWOOL-1,a@b.example\n'],
    ['has no header', 'WOOL-1\nWOOL-2\n'],
    ['is empty', 'code\n'],
    ['has too many', `code\n${Array.from({ length: 100_001 }, (_, index) => `W-${index}`).join('\n')}\n`],
  ])('refuses a file that %s: codes.file', async (_case, content) => {
    const { code, out } = await add(csv(content));
    expect(code).toBe(1);
    expect(out).toContain('codes.file');
    expect(out).not.toMatch(/WOOL|W-\d/);
  });

  it('refuses a pool that no offer names: codes.noPool', async () => {
    const { code, out } = await add(csv('code\nWOOL-1\n'), fakeStage(), 'coat-30');
    expect(code).toBe(1);
    expect(out).toMatch(/codes\.noPool .*its pools: coat-20/s);
  });

  it('ends with 2 where there is no file', async () => {
    expect((await add('nowhere.csv')).code).toBe(2);
  });
});

describe('tandem codes show', () => {
  it('shows what is left of each pool', async () => {
    const stage = fakeStage();
    stage.pools.set('coats/coat-20', new Set(['WOOL-1', 'WOOL-2', 'WOOL-3']));
    stage.given.add('WOOL-2');
    const { code, out } = await runTandem(root, ['codes', 'show', 'coats'], stage);
    expect(code).toBe(0);
    expect(out).toMatch(/coat-20 +coat-20 +3 +1 +2/);
    expect(out).not.toContain('WOOL');
  });

  it('warns of a pool without codes: codes.poolEmpty', async () => {
    const { code, out } = await runTandem(root, ['codes', 'show', 'coats'], fakeStage());
    expect(code).toBe(0);
    expect(out).toMatch(/codes\.poolEmpty .*the pool "coat-20" has no codes/s);
  });

  it('says that a launch has none', async () => {
    const { out } = await runTandem(root, ['codes', 'show', 'smallest'], fakeStage());
    expect(out).toContain('No offer of the launch takes its codes from a pool.');
  });
});
