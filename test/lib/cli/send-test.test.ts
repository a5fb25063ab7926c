import type { SendTestTask } from '../../../contracts/send-test';
import { registered } from '../../../contracts/tester';
import { planTest } from '../../../lambdas/domain/read-test';
import { loadWorkspace, platformConfig } from '../../../lib/workspace';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { fakeTests } from '../../support/fake-tests';
import { WRONG_LAUNCH } from '../../support/preview-launch';
import { removeShippedCopies, shippedCopy } from '../../support/shipped-copy';
import { AS_OF } from '../../support/workspace';

afterAll(removeShippedCopies);

const SOUP = `launch: sunday-soup
team: retail-marketing
purpose: personalised-offers
when: { timezone: America/New_York, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
channels:
  reach: all
  use: [{ channel: email }, { channel: sms }, { channel: app }, { channel: pos }]
offers:
  - id: soup
    copy: { en: { headline: "Soup for Sunday", body: "Look in. Reply STOP to end this." } }
  - id: recipe
    copy: { en: { headline: "A recipe for Sunday", body: "It takes a pot. Reply STOP to end this." } }
`;
const root = shippedCopy({ 'launches/sunday-soup.yaml': SOUP, 'launches/wrong-launch.yaml': WRONG_LAUNCH });

const run = async (
  words: readonly string[],
  end?: Parameters<typeof fakeTests>[0],
  gitEmail = 'Robin@harvest-lane.example',
) => {
  const stage = fakeStage();
  stage.functions = fakeTests(end);
  stage.gitEmail = gitEmail;
  const { code, out, err } = await runTandem(root, ['send-test', ...words], stage);
  const sent = stage.tasks.flatMap(({ task }) =>
    (task as SendTestTask).task === 'send' ? [task as SendTestTask & { task: 'send' }] : [],
  );
  return { code, out, err, stage, sent };
};

describe('tandem send-test', () => {
  it('sends every message that a vendor delivers to me, says the stage first and how each ended', async () => {
    const { code, out, sent } = await run(['sunday-soup', '--to', 'me']);
    expect(code).toBe(0);
    expect(out).toMatch(/^stage local · account \d+ · REAL CUSTOMERS: no\n/);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ by: 'ada', tester: { name: 'Robin', email: 'robin@harvest-lane.example' } });
    expect(sent[0]?.messages.map(({ channel, offer, language }) => `${channel} ${offer} ${language}`)).toEqual([
      'email soup en',
      'email recipe en',
      'sms soup en',
      'sms recipe en',
    ]);
    expect(out).toMatch(/email +soup +en +delivered +http-202/);
    expect(out).toContain('4 of 4 reached the vendor for Robin, marked TEST and counted nowhere.');
    expect(out).toContain(
      'Nothing is sent over app, pos: npx tandem preview sunday-soup shows what customers see there.',
    );
  });

  it('asks for what the stage lets pass: the shipped registry knows the shipped testers', async () => {
    const { sent } = await run(['sunday-soup', '--to', 'me']);
    const { workspace } = loadWorkspace(root, { asOf: AS_OF });
    if (workspace === undefined || sent[0] === undefined) throw new Error('The workspace does not load.');
    const { testers } = platformConfig(workspace);
    const rules = { testers, isServed: () => true, now: AS_OF, trace: 't' };
    const overTheWire = JSON.parse(JSON.stringify(sent[0]));
    expect(planTest(overTheWire, rules).refused).toBeUndefined();
    expect(JSON.stringify(testers)).not.toMatch(/robin|@|\+1/i);
    expect(testers).toContainEqual(registered('retail-marketing', { name: 'Sam', email: 'sam@harvest-lane.example' }));
  });

  it('sends less where it is told to, and to another tester of the team by name', async () => {
    const only = ['--channel', 'sms', '--offer', 'soup', '--language', 'en'];
    const { sent, code } = await run(['sunday-soup', '--to', 'Sam', ...only]);
    expect(code).toBe(0);
    expect(sent[0]).toMatchObject({
      tester: { name: 'Sam' },
      messages: [{ channel: 'sms', offer: 'soup', language: 'en' }],
    });
  });

  it('shows what did not get through, why and what to do, and ends with 1', async () => {
    const { code, out } = await run(['sunday-soup', '--to', 'me', '--offer', 'soup'], (channel) =>
      channel === 'sms' ? { state: 'refused', reason: 'stopped', status: 0 } : { state: 'delivered', status: 202 },
    );
    expect(code).toBe(1);
    expect(out).toContain('error  test.notDelivered  launches/sunday-soup.yaml');
    expect(out).toContain('sms, offer "soup" in en: refused (stopped)');
    expect(out).toContain('Everything is paused, or the vendor is suspended');
    expect(out).toContain('1 of 2 reached the vendor');
  });

  it('waits with word of how far it is, and says what still waits when its time is over', async () => {
    const { code, out, err, stage } = await run(['sunday-soup', '--to', 'me', '--channel', 'email'], () => ({
      state: 'waiting',
      status: 0,
    }));
    expect(code).toBe(1);
    expect(err).toContain('0 of 2 have ended');
    expect(out).toContain('still waiting');
    expect(stage.steps.filter((step) => step.startsWith('wait')).length).toBe(90);
  });

  it('gives programs the same as data', async () => {
    const { out } = await run(['sunday-soup', '--to', 'me', '--channel', 'email', '--offer', 'soup', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      stage: 'local',
      realCustomers: false,
      launch: 'sunday-soup',
      to: 'Robin',
      tests: [{ channel: 'email', offer: 'soup', language: 'en', state: 'delivered', status: 202 }],
      findings: [],
    });
  });

  it.each([
    ['a customer’s address', ['--to', 'ana@example.org'], undefined],
    ['a name that nobody has', ['--to', 'Ana'], undefined],
    ['me, who is no tester', ['--to', 'me'], 'ana@example.org'],
    ['me, whom git does not know', ['--to', 'me'], ''],
  ])('refuses %s before anything is asked of the stage', async (_case, words, email) => {
    const { code, out, stage } = await run(['sunday-soup', ...words], undefined, email);
    expect(code).toBe(1);
    expect(out).toContain('error  tester.unknown  platform/teams.yaml');
    expect(out).toContain('which has: Robin, Sam');
    expect(stage.tasks).toEqual([]);
  });

  it('says so where the stage does not know the tester yet', async () => {
    const stage = fakeStage();
    stage.functions = () => ({ refused: 'not-a-tester' });
    const { code, out } = await runTandem(root, ['send-test', 'sunday-soup', '--to', 'Sam'], stage);
    expect(code).toBe(1);
    expect(out).toContain('What this file says holds once IT has deployed it.');
  });

  it('refuses a launch with errors, with all of its findings', async () => {
    const { code, out, stage } = await run(['wrong-launch', '--to', 'me']);
    expect(code).toBe(1);
    expect(out).toContain('launches/wrong-launch.yaml');
    expect(stage.tasks).toEqual([]);
  });

  it.each([
    [['no-such-launch', '--to', 'me'], 1, 'launch.noFile'],
    [['sunday-soup'], 2, '--to'],
    [['sunday-soup', '--to', 'me', '--channel', 'fax'], 2, 'it has: email, sms, app, pos'],
    [['sunday-soup', '--to', 'me', '--offer', 'bread'], 2, 'it has: soup, recipe'],
    [['sunday-soup', '--to', 'me', '--language', 'fr'], 2, 'it has: en'],
  ])('says what is wrong with %j', async (words, expected, said) => {
    const { code, out, err } = await run(words);
    expect(code).toBe(expected);
    expect(`${out}${err}`).toContain(said);
  });

  it('asks nothing of the stage where a channel asks for itself', async () => {
    const { code, out, stage } = await run(['sunday-soup', '--to', 'me', '--channel', 'app']);
    expect(code).toBe(0);
    expect(out).toContain('Nothing is sent over app');
    expect(stage.tasks).toEqual([]);
  });
});
