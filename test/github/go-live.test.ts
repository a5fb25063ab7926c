import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goLive } from '../../.github/scripts/go-live';
import { keepRecords } from '../../.github/scripts/keep-records';
import { signReviews } from '../../.github/scripts/sign-reviews';
import { ports, project, removeProjects, type World } from '../support/pipeline-ports';

jest.setTimeout(60_000);
afterAll(removeProjects);

const UNAPPROVED = {
  ...{ code: 'approval.missing', severity: 'error', file: 'platform/policy.yaml', line: 1, column: 1, path: '' },
  ...{ message: 'nobody has approved it', fix: 'Ask for it.' },
};

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
    const { code, commands } = await run(() => ({ code: 1, out: JSON.stringify({ findings: [UNAPPROVED] }) }));
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
