import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { opensslLine, SIGNER, sealed } from '../../../lib/evidence/seal';
import { bundleFolder, FILES, folderWith, keyOf, newKeyPem, SUBJECT } from '../../support/evidence-bundle';
import { type FakeStage, fakeStage, runTandem } from '../../support/fake-stage';
import { removeShippedCopies, shippedCopy } from '../../support/shipped-copy';

afterAll(removeShippedCopies);

const key = keyOf(newKeyPem());
const pem = key.public.key.export({ format: 'pem', type: 'spki' }).toString();
const root = shippedCopy({ 'auditor.pem': pem });
const verify = (folder: string, ...more: string[]) => runTandem(root, ['verify-evidence', folder, ...more]);

/** The shipped teams with somebody who signs evidence. */
const withSigner = (folder: string, roles: string): void => {
  const file = join(folder, 'platform/teams.yaml');
  const person = `  - { person: kim, name: Kim, email: kim@harvest-lane.example, roles: [${roles}], keys: ["${pem.split('\n')[1]}"] }\n`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    /^people:$/m.test(text) ? text.replace(/^people:$/m, `people:\n${person.trimEnd()}`) : `${text}people:\n${person}`,
  );
};

describe('tandem verify-evidence', () => {
  it('says under which key a bundle is signed, and of what it is', async () => {
    const { code, out } = await verify(bundleFolder(key), '--public-key', 'auditor.pem');
    expect(out).toContain('nothing differs in 8 files');
    expect(out).not.toContain('REAL CUSTOMERS');
    expect(out).toContain(`Signed with ${key.public.fingerprint}`);
    expect(code).toBe(0);
  });

  it('says the same as sha256sum and the openssl line that it prints', async () => {
    const folder = bundleFolder(key);
    const { out } = await verify(folder, '--public-key', 'auditor.pem');
    const line = opensslLine();
    expect(out).toContain(`sha256sum -c SHA256SUMS && ${line}`);
    const sh = (command: string) =>
      execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    expect(sh('sha256sum --check --strict SHA256SUMS')).not.toContain('FAILED');
    expect(sh(line)).toContain('Signature Verified Successfully');
    expect(readFileSync(join(folder, SIGNER), 'utf8')).toBe(pem);
    appendFileSync(join(folder, 'SHA256SUMS'), '\n');
    expect(() => sh(line)).toThrow();
  });

  it('names the first file that differs, and how many more', async () => {
    const folder = bundleFolder(key);
    for (const file of ['build/register.json', 'period/log.json']) appendFileSync(join(folder, file), ' ');
    const { code, out } = await verify(folder, '--public-key', 'auditor.pem', '--json');
    const { findings } = JSON.parse(out) as { findings: { code: string; message: string }[] };
    expect(code).toBe(1);
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'evidence.differs',
        message: expect.stringMatching(/^build\/register\.json was altered: .*; and 1 more, which --json lists$/),
      }),
    ]);
  });

  it('refuses a bundle that nobody signed, unless hashes alone are asked for', async () => {
    const folder = bundleFolder();
    const refused = await verify(folder, '--public-key', 'auditor.pem');
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('nobody has signed this bundle')]);
    const hashes = await verify(folder, '--unsigned');
    expect([hashes.code, hashes.out]).toEqual([0, expect.stringContaining('Hashes alone were checked')]);
  });

  it('trusts who has the role in teams.yaml, and nobody else there', async () => {
    const trusting = shippedCopy();
    withSigner(trusting, 'evidence');
    const folder = bundleFolder(key);
    expect((await runTandem(trusting, ['verify-evidence', folder])).code).toBe(0);
    const others = shippedCopy();
    withSigner(others, 'brand');
    const { code, err } = await runTandem(others, ['verify-evidence', folder]);
    expect([code, err]).toEqual([2, expect.stringContaining('give --public-key')]);
  });

  it.each([
    { args: ['nowhere', '--unsigned'], says: 'There is no folder nowhere' },
    { args: ['platform', '--public-key', 'none.pem'], says: 'There is no none.pem' },
    { args: ['platform', '--public-key', 'platform/teams.yaml'], says: 'is no public Ed25519 key' },
    { args: ['platform', '--public-key', 'auditor.pem', '--unsigned'], says: 'not both' },
  ])('refuses $args, and says why', async ({ args, says }) => {
    const { code, err } = await runTandem(root, ['verify-evidence', ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });
});

describe('tandem verify-evidence --deployed', () => {
  const FOUNDATION = 'tandem-prod-foundation';
  const LAUNCH = 'tandem-prod-launch-coats';
  const text = (kind: string) => JSON.stringify({ Resources: { One: { Type: kind, Properties: { A: 1 } } } });
  const ofProd = (files: ReadonlyMap<string, string>) =>
    folderWith(sealed(files, { ...SUBJECT, account: '321098765432' }, key));
  const folder = ofProd(
    new Map([
      [`build/templates/${FOUNDATION}.json`, text('AWS::SQS::Queue')],
      [`build/templates/${LAUNCH}.json`, text('AWS::Events::Rule')],
    ]),
  );
  /** A stage that has what the bundle has, or what is given instead. */
  const stageWith = (changes: Readonly<Record<string, string | undefined>> = {}): FakeStage => {
    const stage = fakeStage();
    const deployed = { [FOUNDATION]: text('AWS::SQS::Queue'), [LAUNCH]: text('AWS::Events::Rule'), ...changes };
    for (const [name, template] of Object.entries(deployed)) {
      if (template !== undefined) stage.templates.set(name, template);
    }
    return stage;
  };
  const against = async (stage: FakeStage | undefined, of = folder, name = 'prod') => {
    const argv = ['verify-evidence', of, '--public-key', 'auditor.pem', '--deployed', '--stage', name, '--json'];
    const { code, out, err } = await runTandem(root, argv, stage);
    if (out === '') return { code, err, found: [] };
    const { findings } = JSON.parse(out) as { findings: { code: string; message: string }[] };
    return { code, err, found: findings.map((one) => `${one.code} ${one.message}`) };
  };

  it('finds nothing where the stage has what the bundle has', async () => {
    expect(await against(stageWith())).toEqual({ code: 0, err: '', found: [] });
    const { out } = await runTandem(
      root,
      ['verify-evidence', folder, '--public-key', 'auditor.pem', '--deployed', '--stage', 'prod'],
      stageWith(),
    );
    expect(out).toContain('2 stacks of prod are deployed, each as the bundle has it');
  });

  it('names each stack and resource that differs, is missing or nobody knows', async () => {
    const stage = stageWith({
      [FOUNDATION]: JSON.stringify({ Resources: { Door: { Type: 'AWS::Lambda::Url' } } }),
      'tandem-prod-launch-own': text('AWS::Events::Rule'),
    });
    expect(await against(stage)).toEqual({
      code: 1,
      err: '',
      found: [
        `evidence.notAsDeployed ${FOUNDATION}: Door (AWS::Lambda::Url) is deployed, and the bundle does not have it`,
        `evidence.notAsDeployed ${FOUNDATION}: One (AWS::SQS::Queue) is not deployed`,
        'evidence.notAsDeployed tandem-prod-launch-own is deployed, and the bundle does not have it',
      ],
    });
  });

  it('warns of a launch that is not there; a foundation that is not there is an error', async () => {
    expect(await against(stageWith({ [LAUNCH]: undefined }))).toEqual({
      code: 0,
      err: '',
      found: [`evidence.notDeployed ${LAUNCH} is not deployed`],
    });
    expect(await against(stageWith({ [FOUNDATION]: undefined }))).toEqual({
      code: 1,
      err: '',
      found: [`evidence.notAsDeployed ${FOUNDATION} is not deployed`],
    });
  });

  it('does not compare a bundle in which a file differs', async () => {
    const altered = bundleFolder(key, FILES);
    appendFileSync(join(altered, 'build/templates/stack.json'), ' ');
    const { code, found } = await against(undefined, altered);
    expect([code, found]).toEqual([1, [expect.stringMatching(/^evidence\.differs build\/templates\/stack\.json was/)]]);
  });

  it('refuses a bundle of another stage, and one without templates', async () => {
    expect(await against(stageWith(), folder, 'local')).toEqual(
      expect.objectContaining({ code: 2, err: expect.stringContaining('Give --stage prod') }),
    );
    const bare = ofProd(new Map([['build/a.json', '1\n']]));
    expect(await against(stageWith(), bare)).toEqual(
      expect.objectContaining({ code: 2, err: expect.stringContaining('no build/templates') }),
    );
  });
});
