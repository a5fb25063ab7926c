import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Ports, Said } from '../../.github/scripts/ports';
import { removeShippedCopies, shippedCopy } from './shipped-copy';

const NOW = '2026-11-23T10:00:00Z';

const folders: string[] = [];
/** An empty folder; gone after `removeProjects`. */
export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'tandem-steps-'));
  folders.push(made);
  return made;
};

/** Removes what was made here; for `afterAll`. */
export const removeProjects = (): void => {
  removeShippedCopies();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
};

/** Runs git in a folder. */
export const gitIn =
  (root: string) =>
  (...args: readonly string[]): string =>
    execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: 'pipe' });

/** A project under git with a remote, as a job finds it. */
export const project = (files: Readonly<Record<string, string>> = {}) => repository(shippedCopy(files));

/** A folder's files under git, on main, with a remote that has them. */
export const repository = (root: string) => {
  const git = gitIn(root);
  const origin = folder();
  git('init', '--quiet', '--bare', '--initial-branch=main', origin);
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'github-actions[bot]');
  git('config', 'user.email', 'bot@users.noreply.github.com');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'feat: all');
  git('remote', 'add', 'origin', origin);
  git('push', '--quiet', 'origin', 'main');
  const commit = (file: string, text: string | undefined): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    if (text === undefined) rmSync(join(root, file));
    else writeFileSync(join(root, file), text);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'feat: a change');
  };
  return { root, git, commit, origin: gitIn(origin) };
};

/** What a step finds; what is left out is empty. */
export interface World {
  readonly root?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly lists?: Readonly<Record<string, readonly unknown[]>>;
  readonly now?: string;
  readonly tandem?: (words: readonly string[]) => Partial<Said> | Promise<Partial<Said>>;
}

/** Ports of a step that note what it does. */
export const ports = ({ root = folder(), env = {}, lists = {}, now = NOW, tandem = () => ({}) }: World = {}) => {
  const said: string[] = [];
  const commands: (readonly string[])[] = [];
  const sent: { method: string; path: string; body: Readonly<Record<string, unknown>> }[] = [];
  const world: Ports = {
    root,
    env: (name) => {
      const value = env[name];
      if (value === undefined) throw new Error(`The variable ${name} is not set.`);
      return value;
    },
    tandem: async (...words) => {
      commands.push(words);
      return { code: 0, out: '', err: '', ...(await tandem(words)) };
    },
    git: gitIn(root),
    forge: {
      all: async (path) => lists[path] ?? [],
      send: async (method, path, body) => sent.push({ method, path, body: body as Record<string, unknown> }),
    },
    now: () => new Date(now),
    say: (line) => said.push(line),
    quote: (text) => said.push(`quoted ${text}`),
  };
  return { world, said, commands, sent };
};
