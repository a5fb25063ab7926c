import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { anchor } from './anchor';
import { check } from './check';
import { comment } from './comment';
import { evidence } from './evidence';
import { gitLogin } from './git-login';
import { gitHub } from './github';
import { goLive } from './go-live';
import { keepAnchors } from './keep-anchors';
import { keepRecords } from './keep-records';
import { newLaunch } from './new-launch';
import { pictures } from './pictures';
import { type Ports, type Said, StepError } from './ports';
import { previews } from './previews';
import { publishPictures } from './publish-pictures';
import { report } from './report';
import { signReviews } from './sign-reviews';
import { switchLaunch } from './switch-launch';

const TANDEM = join(__dirname, '../../bin/tandem.mjs');
const ROOT = process.cwd();

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new StepError(`The variable ${name} is not set.`);
  return value;
};

/** GitHub takes a line that begins with `::` for a command, until it is told not to. */
const quote = (text: string): void => {
  const token = randomUUID();
  console.log(`::stop-commands::${token}\n${text.trim()}\n::${token}::`);
};

/** The code beside this file, on the project that the step runs in. */
const tandem = (...words: readonly string[]): Promise<Said> =>
  new Promise((done, reject) => {
    const child = spawn(process.execPath, [TANDEM, ...words], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => done({ code: code ?? 2, ...said }));
  });

const ports = (): Ports => {
  const forge = (): ReturnType<typeof gitHub> =>
    gitHub({ url: env('GITHUB_API_URL'), repository: env('GITHUB_REPOSITORY'), token: env('GITHUB_TOKEN') });
  return {
    ...{ root: ROOT, env, tandem },
    git: (...args) =>
      execFileSync('git', ['-C', ROOT, ...args], {
        ...{ encoding: 'utf8', maxBuffer: 2 ** 28 },
        env: { ...process.env, ...gitLogin(process.env) },
      }),
    forge: {
      all: (path) => forge().all(path),
      send: (...request) => forge().send(...request),
    },
    now: () => new Date(),
    say: (line) => console.log(line),
    quote,
  };
};

const main = async (): Promise<number> => {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { since: text, stage: text, out: text, key: text, from: text, pictures: text, published: text },
  });
  const given = (name: keyof typeof values): string => {
    const value = values[name];
    if (value === undefined) throw new StepError(`Say --${name}.`);
    return value;
  };
  const steps: Readonly<Record<string, (world: Ports) => Promise<number>>> = {
    check: (world) => check(world, values.since),
    report: (world) =>
      report(world, { since: given('since'), stage: given('stage'), out: resolve(ROOT, given('out')) }),
    previews: (world) =>
      previews(world, { since: given('since'), stage: given('stage'), out: resolve(ROOT, given('out'), 'preview') }),
    pictures: (world) => pictures(world, resolve(ROOT, given('out'))),
    'publish-pictures': (world) => publishPictures(world, resolve(ROOT, given('from'))),
    comment: (world) =>
      comment(world, {
        from: resolve(ROOT, given('from')),
        made: resolve(ROOT, given('pictures')),
        published: values.published ?? '',
      }),
    'sign-reviews': (world) =>
      signReviews(world, { since: given('since'), stage: given('stage'), key: resolve(ROOT, given('key')) }),
    'go-live': (world) => goLive(world, { since: given('since'), stage: given('stage') }),
    'keep-records': keepRecords,
    evidence: (world) =>
      evidence(world, {
        since: given('since'),
        stage: given('stage'),
        out: resolve(ROOT, given('out')),
        key: resolve(ROOT, given('key')),
      }),
    anchor: (world) => anchor(world, { stage: given('stage'), out: resolve(ROOT, given('out')) }),
    'keep-anchors': (world) => keepAnchors(world, resolve(ROOT, given('from'))),
    'new-launch': newLaunch,
    switch: (world) => switchLaunch(world, given('stage')),
  };
  const step = steps[positionals[0] ?? ''];
  if (step === undefined) throw new StepError(`Say one of: ${Object.keys(steps).join(', ')}.`);
  return step(ports());
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? `error: ${error.message}` : error);
    process.exitCode = 2;
  },
);
