import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fakeStage, runTandem } from './fake-stage';
import { policyWith, teamWith } from './policy';
import { FIXTURES, workspaceWith } from './workspace';

/** PKCS #8 of an Ed25519 key, but for its 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKey = (name: string) =>
  createPrivateKey({
    key: Buffer.concat([PKCS8, createHash('sha256').update(name).digest()]),
    format: 'der',
    type: 'pkcs8',
  });

/** The PEM of somebody's key: the same name has the same key. */
export const pemOf = (name: string): string => String(privateKey(name).export({ format: 'pem', type: 'pkcs8' }));

/** The public part of it, as teams.yaml takes it. */
export const listedKey = (name: string): string =>
  createPublicKey(privateKey(name)).export({ format: 'der', type: 'spki' }).toString('base64');

/** Who approves in these projects: `workflow` signs for reviews. */
const PEOPLE: Readonly<Record<string, string>> = {
  mara: 'email: lead@coats.example, github: Mara-Coats',
  nina: 'email: nina@coats.example, roles: [brand], github: nina-coats',
  otto: 'email: otto@coats.example, roles: [finance], github: otto-coats',
  ivy: 'email: ivy@coats.example, roles: [security], github: ivy-coats',
  tess: 'email: tess@coats.example, roles: [it], github: tess-coats',
  paul: 'email: paul@coats.example, roles: [privacy], github: paul-coats',
  workflow: 'email: workflow@coats.example, roles: [pipeline]',
};

const peopleYaml = (): string =>
  Object.entries(PEOPLE)
    .map(([id, more]) => {
      const name = `${id[0]?.toUpperCase()}${id.slice(1)}`;
      return `  - { person: ${id}, name: ${name}, ${more}, keys: ["${listedKey(id)}"] }\n`;
    })
    .join('');

const MATRIX = `approvals:
  needs:
    - { change: [vendor, field], roles: [security, privacy] }
    - { change: [budget], over: 30000 USD, roles: [finance] }
    - { change: [copy, offer], roles: [brand] }
  platform: [it, security]
  validFor: 14 days
  notify: { env: TANDEM_CHAT_URL }
`;

/** The fixtures' stages: prod demands approvals, local none. */
const platformYaml = (): string =>
  readFileSync(join(FIXTURES, 'workspace/platform/platform.yaml'), 'utf8')
    .replace('stages:', 'protectedBranch: main\nstages:')
    .replace('realCustomers: true', 'realCustomers: true\n    approvals: required');

const git = (root: string, who: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', root, '-c', `user.name=${who}`, '-c', `user.email=${who}`, ...args], {
    encoding: 'utf8',
    // The test's own, in which it may have set git's clock; left out, it would be that of the process around the test.
    env: process.env,
  }).trim();

/** A project under git whose main branch lists people with keys that the test has, and what is done in it. */
export const approvalWorld = (files: Readonly<Record<string, string>> = {}) => {
  const root = workspaceWith({
    'platform/policy.yaml': policyWith(MATRIX),
    'platform/platform.yaml': platformYaml(),
    'platform/teams.yaml': `${teamWith()}people:\n${peopleYaml()}`,
    ...files,
  });
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const edit = (file: string, from: string, to: string): void => {
    const text = read(file);
    if (!text.includes(from)) throw new Error(`${file} has no "${from}".`);
    write(file, text.replace(from, to));
  };
  const commit = (author = 'author@coats.example', message = 'feat: a change'): string => {
    git(root, author, 'add', '--all');
    git(root, author, 'commit', '--quiet', '--no-verify', '--allow-empty', '--message', message);
    return git(root, author, 'rev-parse', 'HEAD');
  };
  git(root, 'it', 'init', '--quiet', '--initial-branch=main');
  git(root, 'it', 'config', 'user.email', 'author@coats.example');
  // Below .git nothing is a file of the project.
  const keys = join(root, '.git/keys');
  mkdirSync(keys);
  for (const name of [...Object.keys(PEOPLE), 'stranger'])
    writeFileSync(join(keys, `${name}.pem`), pemOf(name), { mode: 0o600 });
  commit('it@coats.example');
  const stage = fakeStage();
  const asked: string[] = [];
  const tandem = (argv: readonly string[], answer = 'yes') =>
    runTandem(root, argv, stage, (question) => {
      asked.push(question);
      return answer;
    });
  return {
    ...{ root, stage, asked, write, read, edit, commit, tandem },
    git: (...args: readonly string[]) => git(root, 'author@coats.example', ...args),
    key: (name: string) => join(keys, `${name}.pem`),
    ask: (launch: string) => tandem(['ask', launch, '--stage', 'prod']),
    approve: (launch: string, name: string, ...more: readonly string[]) =>
      tandem(['approve', launch, '--stage', 'prod', '--key', join(keys, `${name}.pem`), ...more]),
  };
};
