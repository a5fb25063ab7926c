import { spawnSync } from 'node:child_process';
import { gitLogin } from '../../.github/scripts/git-login';
import { gitHub } from '../../.github/scripts/github';
import { type ForgeStandIn, startForge } from '../support/e2e/forge-stand-in';
import { pipelineStep } from '../support/e2e/pipeline-step';
import { removeShippedCopies, shippedCopy } from '../support/shipped-copy';

jest.setTimeout(60_000);

let forge: ForgeStandIn;
beforeAll(async () => {
  forge = await startForge();
});
afterAll(async () => {
  removeShippedCopies();
  await forge.stop();
});

const api = (repository = 'harvest-lane/tandem') => gitHub({ url: forge.url, repository, token: 'of-the-job' });

describe('GitHub', () => {
  it('gives a list as a whole, however many pages it has', async () => {
    for (const count of [0, 99, 100, 101, 250]) {
      forge.lists.set(
        'pulls/7/reviews',
        Array.from({ length: count }, (_, id) => ({ id })),
      );
      const found = (await api().all('pulls/7/reviews')) as readonly { readonly id: number }[];
      expect(found.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, id) => id));
    }
  });

  it("is sent what changes, with the job's token", async () => {
    await api().send('POST', 'pulls', { title: 'x' });
    expect(forge.requests.at(-1)).toEqual({ method: 'POST', path: 'pulls', body: { title: 'x' }, token: 'of-the-job' });
  });

  it('says what it refuses by its status, and not what was sent', async () => {
    forge.refuseNext(403);
    await expect(api().send('POST', 'pulls', { title: 'words of others' })).rejects.toThrow(
      'GitHub answers 403 to POST pulls.',
    );
  });

  it('is one repository, and no path to another', () => {
    for (const name of ['tandem', 'a/b/c', '../a/b', 'a/b?x']) expect(() => api(name)).toThrow('owner/name');
  });
});

describe("the job's token", () => {
  const shownTo = (url: string, env: Readonly<Record<string, string>>): string =>
    spawnSync('git', ['config', '--get-urlmatch', 'http.extraheader', url], {
      ...{ encoding: 'utf8', env: { ...process.env, ...gitLogin(env) } },
    }).stdout.trim();
  const env = { GITHUB_TOKEN: 'of-the-job', GITHUB_SERVER_URL: 'https://forge.example' };

  it('is shown by git to the server of the repository, and to no other', () => {
    const header = shownTo('https://forge.example/harvest/tandem', env);
    expect(Buffer.from(header.split(' ').at(-1) ?? '', 'base64').toString()).toBe('x-access-token:of-the-job');
    expect(shownTo('https://elsewhere.example/harvest/tandem', env)).toBe('');
    expect(shownTo('https://forge.example.elsewhere.example/x', env)).toBe('');
  });

  it('is shown to nobody where the job has none', () => {
    expect(gitLogin({ GITHUB_SERVER_URL: 'https://forge.example' })).toEqual({});
  });
});

describe('a step', () => {
  it('ends with 2 where there is none of that name, a word is missing or a variable is not set', async () => {
    const root = shippedCopy();
    const ends = async (...words: readonly string[]) => pipelineStep(root, words, { PULL: '' });
    expect(await ends('deploy')).toEqual({ code: 2, text: expect.stringContaining('error: Say one of: check, ') });
    expect(await ends('go-live', '--stage', 'dev')).toEqual({ code: 2, text: 'error: Say --since.\n' });
    expect(await ends('comment', '--from', '.', '--pictures', '.')).toEqual({
      code: 2,
      text: 'error: The variable PULL is not set.\n',
    });
  });

  it('lets no line that others wrote be a command to whoever runs it', async () => {
    const root = shippedCopy();
    const env = {
      WHAT: 'pause',
      LAUNCH: 'win-back',
      REASON: 'x\n::error::not from us',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    };
    const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    const { code, text } = await pipelineStep(root, ['switch', '--stage', 'local'], { ...env, ...keys });
    const [, token = 'none'] = /^::stop-commands::([0-9a-f-]{36})$/m.exec(text) ?? [];
    expect([code, text.trim().endsWith(`::${token}::`)]).toEqual([2, true]);
  });
});
