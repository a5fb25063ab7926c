import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Changes } from '../../../lib/evidence/changes/schema';
import type { Register } from '../../../lib/governance/register/schema';
import type { WaiverEntry } from '../../../lib/governance/register/waiver-register';
import { commitAll, projectUnderGit } from '../../support/evidence';
import { newKeyPem } from '../../support/evidence-bundle';
import { runTandem } from '../../support/fake-stage';
import { officialSchema } from '../../support/official-schema';
import { removeShippedCopies, shippedCopy } from '../../support/shipped-copy';

afterAll(removeShippedCopies);

const root = projectUnderGit();
const read = (out: string, file: string, at = root): string => readFileSync(join(at, out, file), 'utf8');
const filesIn = (out: string): readonly string[] =>
  readdirSync(join(root, out), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, out), join(entry.parentPath, entry.name)))
    .sort();
const changesIn = (out: string, at = root) => JSON.parse(read(out, 'build/changes.json', at)) as Changes;
const evidence = (out: string, ...more: string[]) =>
  runTandem(root, ['evidence', '--stage', 'prod', '--out', out, ...more]);

describe('tandem evidence', () => {
  it('writes the same bytes of the same commit, which sha256sum finds unchanged', async () => {
    for (const out of ['first', 'second']) expect((await evidence(out)).code).toBe(0);
    const files = filesIn('first');
    expect(files.filter((file) => !/^build\/(schemas|templates)\//.test(file))).toEqual([
      'SHA256SUMS',
      'build/access.csv',
      'build/access.json',
      'build/artifacts.json',
      'build/controls.csv',
      'build/controls.json',
      'build/data-flow.json',
      'build/data-flow.svg',
      'build/findings.csv',
      'build/findings.json',
      'build/findings.sarif',
      'build/processing.csv',
      'build/processing.json',
      'build/register.csv',
      'build/register.json',
      'build/report.html',
      'build/retention.csv',
      'build/sbom.cdx.json',
      'build/vendors.csv',
      'build/vendors.json',
      'build/waivers.csv',
      'build/waivers.json',
      'evidence.json',
    ]);
    for (const file of files) {
      expect({ file, text: read('second', file) }).toEqual({ file, text: read('first', file) });
    }
    const check = () =>
      execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: join(root, 'second'), stdio: 'pipe' });
    expect(
      check()
        .toString()
        .split('\n')
        .filter((line) => line.endsWith(': OK')),
    ).toHaveLength(files.length - 1);
    writeFileSync(join(root, 'second/build/waivers.json'), `${read('second', 'build/waivers.json')} `);
    expect(check).toThrow();
  });

  it('writes the same bytes of the same commit in another folder and time zone', async () => {
    const elsewhere = projectUnderGit();
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Kiritimati';
    try {
      expect((await runTandem(elsewhere, ['evidence', '--stage', 'prod', '--out', 'first'])).code).toBe(0);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    for (const file of filesIn('first')) {
      expect({ file, text: read('first', file, elsewhere) }).toEqual({ file, text: read('first', file) });
    }
  });

  it('proves that every pack asked every rule about everything, and that nothing is open', () => {
    const { packs, verdict, about, rows } = JSON.parse(read('first', 'build/register.json')) as Register;
    expect(packs.map(({ pack, mode }) => [pack, mode])).toEqual([
      ['Tandem.Access', 'enforced'],
      ['Tandem', 'enforced'],
      ['Tandem.Launches', 'enforced'],
      ['AwsSolutions', 'enforced'],
      ['NIST.800.53.R5', 'enforced'],
      ['Serverless', 'enforced'],
      ['PCI.DSS.321', 'reported'],
      ['HIPAA.Security', 'reported'],
      ['NIST.800.53.R4', 'reported'],
    ]);
    for (const { rules, resources, answers } of packs) {
      expect(rules * resources).toBeGreaterThan(0);
      expect(Object.values(answers).reduce((a, b) => a + b, 0)).toBe(rules * resources);
    }
    expect(verdict).toEqual({ passes: true, failing: [], warnings: 0, leftOut: [] });
    expect(about).toEqual(
      expect.objectContaining({ stage: 'prod', changed: [], asOf: '2026-11-22', realCustomers: true }),
    );
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('ships the schema that each of its JSON files keeps to', () => {
    const schemas = filesIn('first').flatMap((file) => /^build\/schemas\/(.+)\.schema\.json$/.exec(file)?.[1] ?? []);
    const own = filesIn('first').flatMap((file) => /^build\/([a-z-]+)\.json$/.exec(file)?.[1] ?? []);
    expect(schemas).toEqual(own);
    const ajv = addFormats(new Ajv2020({ strict: true, allowUnionTypes: true }));
    for (const name of schemas) {
      const validate = ajv.compile(JSON.parse(read('first', `build/schemas/${name}.schema.json`)));
      const data = JSON.parse(read('first', `build/${name}.json`));
      expect([name, validate(data), validate.errors]).toEqual([name, true, null]);
      expect(validate({ ...data, more: 1 })).toBe(false);
    }
  });

  it.each([
    { file: 'build/findings.sarif', schema: 'sarif-2.1.0' },
    { file: 'build/sbom.cdx.json', schema: 'bom-1.6' },
  ])('writes $file as its official schema asks for', ({ file, schema }) => {
    const validate = officialSchema(schema);
    const data = JSON.parse(read('first', file));
    expect([validate(data), validate.errors]).toEqual([true, null]);
    expect(validate({ ...data, version: 'x' })).toBe(false);
  });

  it('says which waiver covers which row; every waiver of the stage is used', () => {
    const { rows } = JSON.parse(read('first', 'build/register.json')) as Register;
    const { waivers } = JSON.parse(read('first', 'build/waivers.json')) as { waivers: WaiverEntry[] };
    const waived = rows.filter(({ outcome }) => outcome === 'waived').map(({ key }) => key);
    expect(waivers.flatMap(({ names }) => names).sort()).toEqual(waived.sort());
    expect(waivers.filter(({ use }) => use === 'unused')).toEqual([]);
    expect(waivers.find(({ id }) => id === 'W-013')).toEqual(expect.objectContaining({ use: 'option-off', names: [] }));
  });

  it('fails, by name and place, where a waiver has ended', async () => {
    const { code, out } = await evidence('later', '--as-of', '2027-05-22', '--json');
    const { findings } = JSON.parse(out) as { findings: { code: string; message: string }[] };
    expect(code).toBe(1);
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'evidence.fails',
        message: expect.stringMatching(/AwsSolutions-SMG4 on tandem-prod-foundation\/Secrets/),
      }),
    ]);
    const { rows, verdict } = JSON.parse(read('later', 'build/register.json')) as Register;
    const ended = rows.filter(({ waiverEnded }) => waiverEnded !== undefined);
    expect(new Set(ended.map(({ waiver }) => waiver))).toEqual(new Set(['W-005', 'W-006']));
    expect(verdict.failing.sort()).toEqual(ended.map(({ key }) => key).sort());
  });

  it('names what is not as the commit has it, and a launch that cannot be judged', async () => {
    const changed = projectUnderGit();
    writeFileSync(join(changed, 'launches/market-table.yaml'), 'launch: market-table\n');
    const { code } = await runTandem(changed, ['evidence', '--out', 'out']);
    expect(code).toBe(1);
    const { about, verdict } = JSON.parse(read('out', 'build/register.json', changed)) as Register;
    expect(about.changed).toEqual(['launches/market-table.yaml']);
    expect(verdict).toEqual(expect.objectContaining({ passes: false, leftOut: ['launches/market-table.yaml'] }));
    commitAll(changed);
    await runTandem(changed, ['evidence', '--out', 'again']);
    expect((JSON.parse(read('again', 'build/register.json', changed)) as Register).about.changed).toEqual([]);
  });

  it('tells in words what changed since a commit, what its files do not tell, and keeps that in the bundle', async () => {
    const project = projectUnderGit();
    const file = join(project, 'platform/waivers.yaml');
    const waivers = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      waivers.replace('expires: 2027-05-22', 'expires: 2027-08-22').replace('id: W-009', 'id: W-900'),
    );
    const change = (name: string, from: string | RegExp, to: string) =>
      writeFileSync(join(project, name), read('.', name, project).replace(from, to));
    change('platform/vendors/textly.yaml', /fields: \[/, 'fields: [email, ');
    change('launches/win-back.yaml', 'ends: 2026-11-29', 'ends: 2026-11-28');
    rmSync(join(project, 'launches/care-after-mention.yaml'));
    commitAll(project);
    const { code, out } = await runTandem(project, [
      'evidence',
      '--stage',
      'prod',
      '--since',
      'HEAD~1',
      '--out',
      'out',
    ]);
    expect(code).toBe(0);
    expect(out).toContain(
      'Since HEAD~1: vendors: 1 given; waivers: 1 extended, 1 added, 1 removed; launches: 1 changed, 1 removed\n',
    );
    expect(out).toMatch(
      / {2}Look at these first:\n {4}vendor textly is newly given email for .*\n {4}waiver W-005 was extended: until 2027-08-22 instead of 2027-05-22, in SEC-503\n {4}waiver W-900 was added: NIST\.800\.53\.R5-LambdaDLQ on .*\n {2}Look at these, too:\n {4}launch win-back is not what it was: when\n {2}The rest:\n {4}waiver W-009 was removed: .*\n {4}launch care-after-mention is gone: it was of customer-care\n/,
    );
    expect(out).toMatch(/ {2}Not known:\n {4}which findings are new.*\n {4}whether a waiver covers other findings/);
    expect(out).toContain('A bundle of that time tells it: --since <folder>.');
    const { changes, since } = changesIn('out', project);
    expect(since.kind).toBe('commit');
    expect(changes.map(({ of, what }) => `${of} ${what}`)).toEqual([
      'textly given',
      'W-005 extended',
      'W-900 added',
      'win-back changed',
      'W-009 removed',
      'care-after-mention removed',
    ]);
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(read('out', 'build/schemas/changes.schema.json', project)),
    );
    expect([validate(changesIn('out', project)), validate.errors]).toEqual([true, null]);
    expect(read('out', 'SHA256SUMS', project)).toMatch(
      / {2}build\/changes\.json\n[\s\S]* {2}build\/schemas\/changes\.schema\.json\n/,
    );
  });

  it('tells since an earlier bundle which waivers cover other findings now', async () => {
    const file = join(root, 'platform/waivers.yaml');
    const text = read('.', 'platform/waivers.yaml');
    const wanted = 'path: tandem-*-foundation/Secrets/*/Resource';
    const { waivers } = JSON.parse(read('first', 'build/waivers.json')) as { waivers: WaiverEntry[] };
    const { rows } = JSON.parse(read('first', 'build/register.json')) as Register;
    const named = waivers.find(({ id }) => id === 'W-005')?.names ?? [];
    const [one = ''] = rows.flatMap(({ key, path }) => (key === named[0] ? [path] : []));
    writeFileSync(file, text.replace(wanted, `path: ${one}`));
    const since = (folder: string, ...more: string[]) =>
      runTandem(root, ['evidence', '--stage', 'prod', '--since', folder, ...more]);
    try {
      const { out } = await since('first');
      expect(out).toContain('    waiver W-005 names something else: ');
      expect(out).toMatch(
        / {4}finding AwsSolutions-SMG4 is open, enforced; before, it was waived by W-005, \d+ times: tandem-prod-/,
      );
      expect(out).toContain('    waiver W-005 no longer covers AwsSolutions-SMG4 on tandem-prod-');
      expect(out).not.toContain('--since <folder>');
    } finally {
      writeFileSync(file, text);
    }
    expect((await since('first')).out).toMatch(/Since first: nothing changed$/);
    writeFileSync(join(root, 'second/build/waivers.json'), `${read('second', 'build/waivers.json')} `);
    expect(await since('second')).toEqual(
      expect.objectContaining({
        code: 2,
        err: expect.stringContaining('no bundle to compare with: build/waivers.json'),
      }),
    );
    expect(await runTandem(root, ['evidence', '--stage', 'local', '--since', 'first'])).toEqual(
      expect.objectContaining({ code: 2, err: expect.stringContaining('is of stage prod; this is local') }),
    );
  });

  it.each([
    { args: [], says: '--out <folder>, --since <commit>' },
    { args: ['--since', 'nowhere'], says: 'name a commit that it has' },
    { args: ['--since', '--upload-pack=x'], says: 'name a commit that it has' },
  ])('refuses $args, and says what to give', async ({ args, says }) => {
    const { code, err } = await runTandem(root, ['evidence', ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  it('signs with the key that it is given, what is in build/ being the same bytes as without', async () => {
    const beside = mkdtempSync(join(tmpdir(), 'tandem-key-'));
    writeFileSync(join(beside, 'key.pem'), newKeyPem());
    const { code, out } = await evidence('signed', '--key', join(beside, 'key.pem'));
    rmSync(beside, { recursive: true });
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/Signed with SHA256:\S+ Check that: openssl pkeyutl -verify /),
    ]);
    const build = (file: string) => file.startsWith('build/');
    for (const file of filesIn('signed').filter(build)) {
      expect({ file, text: read('signed', file) }).toEqual({ file, text: read('first', file) });
    }
    const facts = (folder: string) => JSON.parse(read(folder, 'evidence.json')) as { root: string; signature: unknown };
    expect(facts('signed').root).toBe(facts('first').root);
    expect([facts('first').signature, facts('signed').signature]).toEqual([
      null,
      expect.objectContaining({ algorithm: 'Ed25519' }),
    ]);
    const line = /openssl .*/.exec(out)?.[0] ?? '';
    expect(execFileSync('sh', ['-c', line], { cwd: join(root, 'signed'), encoding: 'utf8', stdio: 'pipe' })).toContain(
      'Signature Verified Successfully',
    );
  });

  it('writes to no folder that holds something', async () => {
    const { code, err } = await evidence('platform');
    expect([code, err]).toEqual([2, expect.stringContaining('is not empty')]);
  });

  it('says what is missing where there is no commit', async () => {
    const { code, err } = await runTandem(shippedCopy(), ['evidence', '--out', 'out']);
    expect([code, err]).toEqual([2, expect.stringContaining('Evidence is about a commit')]);
  });
});
