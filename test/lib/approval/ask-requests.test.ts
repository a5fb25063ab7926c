import { readdirSync, readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { answerTimes } from '../../../lib/approval/requests';
import { postJson } from '../../../lib/cli/post-json';
import { approvalWorld } from '../../support/approvals';
import { removeWorkspaces } from '../../support/workspace';

afterAll(removeWorkspaces);

const LAUNCH = 'autumn-coats';
const CHAT = 'https://chat.example.com/hooks/secret-part';

describe('tandem ask', () => {
  it('tells the chat what waits and whom by role, and no name of anybody', async () => {
    const world = approvalWorld();
    world.stage.environment.set('TANDEM_CHAT_URL', CHAT);
    const { code, out } = await world.ask(LAUNCH);

    expect(code).toBe(0);
    expect(out).not.toContain('secret-part');
    expect(world.stage.posted.map(({ url }) => url)).toEqual([CHAT]);
    const { text } = { text: '', ...world.stage.posted[0]?.body };
    expect(text).toMatch(/^Tandem asks for approval: autumn-coats \(prod, plan [0-9a-f]{16}\) needs brand, lead\. /);
    expect(text).not.toMatch(/nina|mara|author|@/i);
  });

  it('takes the address from a secret of the stage where the policy names one', async () => {
    const world = approvalWorld();
    world.edit('platform/policy.yaml', '{ env: TANDEM_CHAT_URL }', '{ secret: chat/approvals }');
    world.commit();
    world.stage.stageSecrets.set('chat/approvals', `${CHAT}\n`);
    await world.ask(LAUNCH);
    expect(world.stage.posted.map(({ url }) => url)).toEqual([CHAT]);
  });

  it.each([
    ['nobody set it', undefined, 200, 'TANDEM_CHAT_URL is not set'],
    ['it is not https', 'http://chat.example.com/x', 200, 'holds no public https address'],
    ['it leads to this network', 'https://chat.internal/x', 200, 'holds no public https address'],
    ['it is a number', 'https://169.254.169.254/latest', 200, 'holds no public https address'],
    ['the chat refuses', CHAT, 500, 'the chat answers 500'],
    ['the chat sends elsewhere', CHAT, 302, 'the chat answers 302'],
    ['the chat is not there', CHAT, 'ENOTFOUND', 'the chat answers ENOTFOUND'],
  ])('is written down, and says that the chat was not told, when %s', async (_case, url, answer, why) => {
    const world = approvalWorld();
    if (url !== undefined) world.stage.environment.set('TANDEM_CHAT_URL', url);
    world.stage.postAnswer = answer;
    const { code, out } = await world.ask(LAUNCH);

    expect(code).toBe(0);
    expect(out).toContain('warning  approval.notNotified');
    expect(out).toContain(why);
    expect(readdirSync(join(world.root, 'approvals', LAUNCH))).toHaveLength(1);
  });

  it.each([
    [[], 2],
    [[LAUNCH, '--platform'], 2],
    [['--platform'], 2],
    [['nothing-there'], 1],
  ])('wants one launch, or --platform with --since: %j', async (argv, code) => {
    expect((await approvalWorld().tandem(['ask', ...argv])).code).toBe(code);
  });
});

describe('the way to the chat', () => {
  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1'])(
    'does not lead to %s, whatever the name',
    async (address) => {
      const lookup = ((_host, _options, done) =>
        done(null, [{ address, family: address.includes(':') ? 6 : 4 }])) as LookupFunction;
      expect(await postJson(lookup)('https://chat.example.com/x', {})).toBe('not-public');
    },
  );

  it('ends where the name has no address', async () => {
    const lookup = ((_host, _options, done) =>
      done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '', 0)) as LookupFunction;
    expect(await postJson(lookup)('https://chat.example.com/x', {})).toBe('ENOTFOUND');
  });
});

describe('requests to IT', () => {
  const VENDOR = '    - { channel: email, vendor: fastmail }';
  const asking = () => {
    const world = approvalWorld();
    world.edit(`launches/${LAUNCH}.yaml`, '    - { channel: email }', VENDOR);
    return world;
  };
  const file = (root: string): string => {
    const [name = ''] = readdirSync(join(root, 'approvals/requests'));
    return readFileSync(join(root, 'approvals/requests', name), 'utf8');
  };

  it('are filed for what only IT can give, once, with their day', async () => {
    const world = asking();
    world.stage.gitEmail = 'author@coats.example';
    const { code, out } = await world.ask(LAUNCH);

    expect(code).toBe(1);
    expect(out).toContain('error  request.filed  launches/autumn-coats.yaml:27:33');
    expect(JSON.parse(file(world.root))).toMatchObject({
      ...{ kind: 'vendor', launch: LAUNCH, by: 'author@coats.example', at: '2026-11-20T12:00:00Z' },
    });
    expect((await world.ask(LAUNCH)).out).toContain('and has not answered');
    expect(readdirSync(join(world.root, 'approvals/requests')).length).toBe(1);
  });

  it('are not filed for what marketing can mend itself', async () => {
    const world = approvalWorld();
    world.edit(`launches/${LAUNCH}.yaml`, 'timezone: America/New_York', 'timezone: EST');
    const { out } = await world.ask(LAUNCH);
    expect(out).toContain('when.timezone');
    expect(out).not.toContain('request.filed');
  });

  it('are answered once, with a reason, and what was answered is told to whoever asks again', async () => {
    const world = asking();
    await world.ask(LAUNCH);
    const { id } = JSON.parse(file(world.root)) as { id: string };
    const answer = (...argv: readonly string[]) => world.tandem(['requests', 'answer', id, ...argv]);

    expect((await world.tandem(['requests'])).out).toContain('open, none answered.');
    expect((await answer('--no')).code).toBe(2);
    expect((await answer('--reason', 'r')).code).toBe(2);
    expect((await answer('--no', '--reason', 'No agreement with them.')).code).toBe(0);
    expect((await answer('--yes', '--reason', 'r')).out).toContain('request.unknown');
    expect((await world.tandem(['requests', 'answer', 'nothing', '--yes', '--reason', 'r'])).code).toBe(1);
    expect((await world.ask(LAUNCH)).out).toContain('No agreement with them.');
    expect((await world.tandem(['requests'])).out).toContain('1 answered; half of them within 0 h.');
  });

  it('have the middle of all times to an answer, and not of those that are open', () => {
    const request = (id: string, hours?: number) => ({
      ...{ id, kind: 'vendor' as const, launch: LAUNCH, what: 'w', code: 'team.vendor', by: 'b' },
      at: '2026-11-20T00:00:00Z',
      ...(hours === undefined
        ? {}
        : {
            answer: {
              granted: true,
              reason: 'r',
              by: 'b',
              at: new Date(Date.parse('2026-11-20T00:00:00Z') + hours * 3_600_000).toISOString(),
            },
          }),
    });
    expect(answerTimes([request('a', 1), request('b', 4), request('c', 40), request('d')])).toEqual({
      answered: 3,
      open: 1,
      medianHours: 4,
    });
    expect(answerTimes([request('a', 1), request('b', 4)])).toMatchObject({ medianHours: 2.5 });
    expect(answerTimes([request('a')])).toEqual({ answered: 0, open: 1 });
  });
});
