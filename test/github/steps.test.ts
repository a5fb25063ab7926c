import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { annotation, check, type Found } from '../../.github/scripts/check';
import { comment } from '../../.github/scripts/comment';
import { goLive } from '../../.github/scripts/go-live';
import { keepRecords } from '../../.github/scripts/keep-records';
import { changedLaunches } from '../../.github/scripts/launches';
import { newLaunch } from '../../.github/scripts/new-launch';
import type { Ports, Said } from '../../.github/scripts/ports';
import { report } from '../../.github/scripts/report';
import { signReviews } from '../../.github/scripts/sign-reviews';
import { switchLaunch } from '../../.github/scripts/switch-launch';
import { fakeStage, runTandem } from '../support/fake-stage';
import { removeShippedCopies, shippedCopy } from '../support/shipped-copy';

jest.setTimeout(60_000);

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'tandem-steps-'));
  folders.push(made);
  return made;
};
afterAll(() => {
  removeShippedCopies();
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

const gitIn =
  (root: string) =>
  (...args: readonly string[]): string =>
    execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: 'pipe' });

/** A project under git with a remote, as a job finds it. */
const project = (files: Readonly<Record<string, string>> = {}) => {
  const root = shippedCopy(files);
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

interface World {
  readonly root?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly lists?: Readonly<Record<string, readonly unknown[]>>;
  readonly tandem?: (words: readonly string[]) => Partial<Said> | Promise<Partial<Said>>;
}

/** Ports of a step that note what it does. */
const ports = ({ root = folder(), env = {}, lists = {}, tandem = () => ({}) }: World = {}) => {
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
    say: (line) => said.push(line),
    quote: (text) => said.push(`quoted ${text}`),
  };
  return { world, said, commands, sent };
};

const finding: Found = {
  ...{ code: 'copy.gives', severity: 'error', file: 'launches/a.yaml', line: 3, column: 7, path: 'offers[0]' },
  ...{ message: 'the copy says 10%', fix: 'Make them agree.' },
};

describe('check', () => {
  it('says a finding where it is, as GitHub shows it', () => {
    expect(annotation(finding)).toBe(
      '::error file=launches/a.yaml,line=3,col=7,title=copy.gives::offers[0]: the copy says 10%25. Make them agree.',
    );
    expect(annotation({ ...finding, severity: 'info', path: '' })).toMatch(/^::notice .*::the copy/);
  });

  it('lets no word of a file become a command or a property', () => {
    const evil = annotation({ ...finding, file: 'a,line=1:b%', message: 'x\n::warning::y\r%0A' });
    expect(evil.split('\n')).toHaveLength(1);
    expect(evil).toContain('file=a%2Cline=1%3Ab%25,');
    expect(evil).toContain('x%0A::warning::y%0D%250A');
  });

  it('ends as the command line does: with 1 for errors, 2 for what could not be judged', async () => {
    const root = shippedCopy({ 'launches/broken.yaml': 'launch: broken\n' });
    const real = async (words: readonly string[]) => runTandem(root, words, fakeStage());
    const { world, said } = ports({ root, tandem: real });
    expect(await check(world, undefined)).toBe(1);
    expect(said.some((line) => line.startsWith('::error file=launches/broken.yaml,line='))).toBe(true);

    const unfit = ports({ tandem: () => ({ code: 2, err: 'error: no project' }) });
    expect(await check(unfit.world, 'origin/main')).toBe(2);
    expect(unfit.commands).toEqual([['check', '--json', '--governed-since', 'origin/main']]);
    expect(unfit.said).toEqual(['quoted error: no project']);
  });
});

describe('changed launches', () => {
  it('are those that are new or changed on the branch, whatever happened on main since', () => {
    const { root, git, commit } = project();
    git('switch', '--quiet', '--create', 'work');
    commit('launches/new-one.yaml', 'launch: new-one\n');
    commit('launches/win-back.yaml', 'launch: win-back\n');
    commit('launches/care-after-mention.yaml', undefined);
    commit('launches/notes/other.yaml', 'a: 1\n');
    commit('audiences/staff.yaml', 'list: staff\n');
    git('switch', '--quiet', 'main');
    commit('launches/of-others.yaml', 'launch: of-others\n');
    git('switch', '--quiet', 'work');
    expect(changedLaunches({ git: gitIn(root) }, 'main')).toEqual(['new-one', 'win-back']);
  });

  it('are not guessed where git does not know the commit', () => {
    const { root } = project();
    expect(() => changedLaunches({ git: gitIn(root) }, '0'.repeat(40))).toThrow();
  });
});

describe('report', () => {
  const changed = () => {
    const { root, git, commit } = project();
    git('switch', '--quiet', '--create', 'work');
    for (const launch of ['one-a', 'one-b']) commit(`launches/${launch}.yaml`, `launch: ${launch}\n`);
    return root;
  };
  const reported = async (world: World) => {
    const out = folder();
    const used = ports({ root: changed(), ...world });
    const code = await report(used.world, { since: 'main', stage: 'prod', out });
    return { ...used, code, text: () => readFileSync(join(out, 'comment.md'), 'utf8') };
  };

  it('writes plans of all changed launches, with a page and a preview each', async () => {
    const { code, text, commands } = await reported({
      tandem: ([verb, launch]) => ({ out: `## ${verb} ${launch}\n` }),
    });
    expect(code).toBe(0);
    expect(text()).toMatch(/^## plan one-a\n\n## plan one-b\n\nPages and pictures/);
    expect(commands.map(([verb, launch]) => `${verb} ${launch}`)).toEqual(
      ['one-a', 'one-b'].flatMap((launch) => [`plan ${launch}`, `plan ${launch}`, `preview ${launch}`]),
    );
    for (const words of commands) expect(words.join(' ')).toContain('--stage prod');
  });

  it('says of a launch with mistakes that there is no plan, and still shows the other one', async () => {
    const { text } = await reported({
      tandem: ([, launch]) => (launch === 'one-a' ? { code: 1 } : { out: 'the plan' }),
    });
    expect(text()).toContain('## one-a\n\nThere is no plan: the file has mistakes.');
    expect(text()).toContain('the plan');
  });

  it('leaves out what GitHub would not take, and says so', async () => {
    const { text } = await reported({ tandem: () => ({ out: 'x'.repeat(40_000) }) });
    expect(text().length).toBeLessThan(65_536);
    expect(text()).toContain('1 more in the artefact');
  });

  it('fails where the machine is at fault', async () => {
    const { code, said } = await reported({ tandem: () => ({ code: 2, err: 'AWS does not answer' }) });
    expect(code).toBe(2);
    expect(said.at(-1)).toContain('AWS does not answer');
  });
});

describe('comment', () => {
  const file = (): string => {
    const path = join(folder(), 'comment.md');
    writeFileSync(path, 'the plan\n');
    return path;
  };
  const path = 'issues/7/comments';

  it('writes one comment and changes that one, never one of a person', async () => {
    const first = ports({ env: { PULL: '7' } });
    await comment(first.world, file());
    const body = String(first.sent[0]?.body.body);
    expect(first.sent).toMatchObject([{ method: 'POST', path }]);

    const person = { id: 1, body, user: { login: 'robin' } };
    const own = { id: 2, body, user: { login: 'github-actions[bot]' } };
    const again = ports({ env: { PULL: '7' }, lists: { [path]: [person, own] } });
    await comment(again.world, file());
    expect(again.sent).toMatchObject([{ method: 'PATCH', path: 'issues/comments/2' }]);
    const only = ports({ env: { PULL: '7' }, lists: { [path]: [person, { id: 3, user: null }] } });
    await comment(only.world, file());
    expect(only.sent).toMatchObject([{ method: 'POST', path }]);
  });

  it('refuses a number that is none', async () => {
    await expect(comment(ports({ env: { PULL: '7/../8' } }).world, file())).rejects.toThrow('no number');
  });
});

describe('sign-reviews', () => {
  const reviewed = async (pull: object, users: readonly (string | null)[]) => {
    const { root, git, commit } = project();
    const before = git('rev-parse', 'HEAD').trim();
    commit('launches/win-back.yaml', 'launch: win-back\n');
    git('push', '--quiet', 'origin', 'HEAD:refs/pull/7/head');
    const head = git('rev-parse', 'HEAD').trim();
    const given: unknown[] = [];
    const used = ports({
      root,
      lists: {
        [`commits/${head}/pulls`]: [{ number: 7, merged_at: '2026-11-23T00:00:00Z', merge_commit_sha: head, ...pull }],
        'pulls/7/commits': [
          { author: { login: 'Robin' }, committer: { login: 'web-flow' } },
          { author: null, committer: null },
        ],
        'pulls/7/reviews': users.map((login) => ({ user: login === null ? null : { login } })),
      },
      tandem: (words) => {
        given.push(JSON.parse(readFileSync(String(words[words.indexOf('--reviews') + 1]), 'utf8')));
        return { code: 1, out: 'one is missing' };
      },
    });
    const code = await signReviews(used.world, { since: before, stage: 'prod', key: '/key.pem' });
    return { ...used, code, given };
  };

  it('hands over the reviews of the pull request that was merged, but those of whoever wrote a commit of it', async () => {
    const { code, given, commands, said } = await reviewed({}, ['nina', 'ROBIN', null]);
    expect(given).toEqual([[{ user: { login: 'nina' } }]]);
    expect(commands[0]).toEqual(
      expect.arrayContaining(['approve', 'win-back', '--key', '/key.pem', '--stage', 'prod']),
    );
    expect([code, said.at(-1)]).toEqual([0, 'quoted one is missing']);
  });

  it.each([
    ['one that is not merged', { merged_at: null }],
    ['one that became another commit', { merge_commit_sha: 'f'.repeat(40) }],
  ])('signs nothing for %s', async (_, pull) => {
    const { code, commands, said } = await reviewed(pull, ['nina']);
    expect([code, commands, said.length]).toEqual([0, [], 1]);
  });
});

describe('go-live', () => {
  const merged = () => {
    const { root, git, commit } = project();
    const since = git('rev-parse', 'HEAD').trim();
    for (const launch of ['one-a', 'one-b']) commit(`launches/${launch}.yaml`, `launch: ${launch}\n`);
    return { root, since };
  };
  const run = async (tandem: NonNullable<World['tandem']>) => {
    const { root, since } = merged();
    const used = ports({ root, tandem });
    return { ...used, since, code: await goLive(used.world, { since, stage: 'prod' }) };
  };
  const sound = { out: JSON.stringify({ findings: [] }) };

  it('brings every changed launch live, and one that is refused keeps no other back', async () => {
    const { code, commands, since } = await run(([verb, launch]) =>
      verb === 'check' ? sound : { code: launch === 'one-a' ? 1 : 0 },
    );
    expect(code).toBe(1);
    expect(commands).toEqual([
      ['check', '--json', '--governed-since', since],
      ['go-live', 'one-a', '--stage', 'prod'],
      ['go-live', 'one-b', '--stage', 'prod'],
    ]);
  });

  it('brings nothing live under rules that two people have not approved', async () => {
    const { code, commands } = await run(() => ({ code: 1, out: JSON.stringify({ findings: [finding] }) }));
    expect([code, commands.length]).toEqual([1, 1]);
  });
});

describe('keep-records', () => {
  it('opens a pull request with what was signed, once, and none where nothing was', async () => {
    const { root, git, origin } = project();
    const idle = ports({ root, env: { GITHUB_REPOSITORY: 'harvest/tandem', BASE: 'main' } });
    await keepRecords(idle.world);
    expect(idle.sent).toEqual([]);

    mkdirSync(join(root, 'approvals/win-back'), { recursive: true });
    writeFileSync(join(root, 'approvals/win-back/nina.json'), '{}\n');
    const branch = `approvals/${git('rev-parse', '--short=12', 'HEAD').trim()}`;
    await keepRecords(idle.world);
    expect(idle.sent).toMatchObject([{ method: 'POST', path: 'pulls', body: { head: branch, base: 'main' } }]);
    expect(origin('show', '--name-only', '--format=', branch).trim()).toBe('approvals/win-back/nina.json');
    expect(origin('log', '--format=%H', 'main', '--').split('\n')).toHaveLength(2);
  });
});

describe('new-launch', () => {
  const form = (more: Readonly<Record<string, string>> = {}) => ({
    ...{ LAUNCH: 'spring-soup', FROM: 'browse-to-basket', BASE: 'main', ACTOR: 'Nina-Harvest-Lane', ACTOR_ID: '42' },
    ...more,
  });
  const filledIn = async (env: Readonly<Record<string, string>>) => {
    const { root, origin } = project();
    const real = async (words: readonly string[]) => runTandem(root, words, fakeStage());
    const used = ports({ root, env, tandem: real });
    return { ...used, origin, code: await newLaunch(used.world) };
  };

  it('opens a draft that says what is to be changed, written by whoever filled in the form', async () => {
    const { code, sent, origin } = await filledIn(form());
    expect(code).toBe(0);
    expect(sent).toMatchObject([{ method: 'POST', path: 'pulls', body: { head: 'launch/spring-soup', draft: true } }]);
    expect(String(sent[0]?.body.body)).toMatch(/- \[ \] line \d+: code "BAKERY10"/);
    expect(origin('log', '-1', '--format=%ae', 'launch/spring-soup').trim()).toBe('nina@harvest-lane.example');
    expect(origin('show', '--name-only', '--format=', 'launch/spring-soup').trim()).toBe('launches/spring-soup.yaml');
  });

  it("takes GitHub's own address of somebody who approves nothing", async () => {
    const { origin } = await filledIn(form({ ACTOR: 'robin' }));
    expect(origin('log', '-1', '--format=%ae', 'launch/spring-soup').trim()).toBe('42+robin@users.noreply.github.com');
  });

  it.each(['../x', '--json', 'a b', 'Soup', 'x;id', ''])('refuses an id that is none: "%s"', async (id) => {
    const refused = async (env: Readonly<Record<string, string>>) => {
      const { world, commands } = ports({ env });
      await expect(newLaunch(world)).rejects.toThrow('is no id of a launch');
      expect(commands).toEqual([]);
    };
    await refused(form({ LAUNCH: id }));
    await refused(form({ FROM: id }));
  });

  it('opens nothing where there is nothing to copy', async () => {
    const { code, sent } = await filledIn(form({ FROM: 'never-was' }));
    expect([code, sent]).toEqual([2, []]);
  });
});

describe('switch', () => {
  const env = { WHAT: 'pause', LAUNCH: 'win-back', REASON: '--all' };

  it('hands the reason over as one word, which no option can be', async () => {
    const { world, commands } = ports({ env });
    expect(await switchLaunch(world, 'prod')).toBe(0);
    expect(commands).toEqual([['pause', 'win-back', '--stage', 'prod', '--reason=--all']]);
  });

  it('needs no reason to resume, and does nothing else', async () => {
    const { world, commands } = ports({ env: { WHAT: 'resume', LAUNCH: 'win-back' } });
    await switchLaunch(world, 'prod');
    expect(commands).toEqual([['resume', 'win-back', '--stage', 'prod']]);
    await expect(switchLaunch(ports({ env: { ...env, WHAT: 'vendor' } }).world, 'prod')).rejects.toThrow(
      'WHAT is one of',
    );
  });
});
