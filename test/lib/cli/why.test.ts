import type { LaunchExplanation } from '../../../contracts/explanation';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const explanation: LaunchExplanation = {
  at: '2026-11-27T12:00:00.000Z',
  launch: 'autumn-coats',
  hash: 'h1',
  deployed: { state: 'live', same: false },
  window: { startsAt: '2026-11-27T11:00:00.000Z', endsAt: '2026-12-01T04:59:59.999Z', open: true },
  restricted: false,
  purpose: 'personalised-offers',
  include: [
    {
      words: 'did Product Viewed at least 3 times within 14 days',
      holds: false,
      seen: { kind: 'times', times: 2, last: '2026-11-26T10:00:00.000Z' },
    },
    {
      words: 'segment regulars',
      holds: true,
      join: 'any',
      of: [
        { words: 'trait household_size at least 2', holds: true, seen: { kind: 'value', value: 3 } },
        { words: 'trait email is x', holds: false, seen: { kind: 'personal' } },
      ],
    },
  ],
  exclude: [{ words: 'list staff', holds: false, seen: { kind: 'list' } }],
  channels: [
    { channel: 'app', kind: 'pull', consent: 'none', allowed: false, reach: 'ok' },
    {
      channel: 'email',
      kind: 'push',
      vendor: 'mailhub',
      consent: 'granted',
      since: '2026-11-20T00:00:00.000Z',
      allowed: true,
      reach: 'bounced',
      quietUntil: '2026-11-27T13:00:00.000Z',
    },
  ],
  offers: [{ offer: 'coat-20', for: { words: 'list loyal', holds: true, seen: { kind: 'list' } }, fits: true }],
  caps: {
    launch: { sent: 0, messages: 1, perSeconds: 604_800 },
    person: { sent: 3, messages: 3, perSeconds: 604_800 },
  },
  full: false,
  arm: { arm: 'treated', drawn: true },
  outlook: [
    { trigger: { kind: 'event', name: 'Store Entered' }, chosen: [{ offer: 'coat-20', channel: 'email' }] },
    {
      trigger: { kind: 'ask', name: 'app' },
      chosen: [],
      excluded: { reason: 'no-consent', detail: 'personalised-offers' },
    },
  ],
};
const answering = (status = 200, body: object = explanation) => {
  const stage = fakeStage();
  stage.answers.push({ status, body: body as Record<string, unknown> });
  return stage;
};

describe('tandem why', () => {
  const root = workspaceWith();
  const ask = (customer: string, stage = answering(), typed?: string, ...more: string[]) =>
    runTandem(
      root,
      ['why', 'autumn-coats', '--customer', customer, ...more],
      stage,
      typed === undefined ? undefined : () => typed,
    );

  it('says what would happen, then every condition with what was seen', async () => {
    const { code, out } = await ask('user_id:4711');
    expect(code).toBe(0);
    for (const line of [
      'It is live, with another version of the file',
      'YES  when "Store Entered" happens: offer "coat-20" by email',
      'NO   when app asks: the customer has not agreed (personalised-offers) [no-consent]',
      /^yes +time: 2026-11-27 11:00 to 2026-12-01 04:59 UTC/m,
      /^NO +include: did Product Viewed at least 3 times within 14 days +2 times, last 2026-11-26 10:00$/m,
      /^yes +include: segment regulars$/m,
      /^· yes +trait household_size at least 2 +is 3$/m,
      /^· no +trait email is x +known, and kept in the vault$/m,
      /^yes +exclude: not list staff +not on it$/m,
      /^NO +app: consent to personalised-offers +never asked$/m,
      /^NO +email by mailhub: .+consent given since 2026-11-20 00:00; the address could not be reached; a message would wait until 2026-11-27 13:00 UTC/m,
      /^yes +offer coat-20: list loyal +on it$/m,
      /^NO +messages of all launches: at most 3 in 7 days +3 so far$/m,
      /^yes +not held out to measure against +gets offers since the first contact$/m,
    ]) {
      expect(out).toMatch(line);
    }
  });

  it('asks about the file as it stands, without its words, with the identifier in the body', async () => {
    const stage = answering();
    const { out } = await ask('user_id:4711', stage, undefined, '--json');
    expect(JSON.parse(out)).toMatchObject({ stage: 'local', why: explanation, findings: [] });
    expect(stage.asked).toEqual([
      {
        verb: 'why',
        body: {
          type: 'user_id',
          value: '4711',
          definition: expect.objectContaining({ launch: 'autumn-coats', hash: expect.any(String) }),
        },
      },
    ]);
    expect(JSON.stringify(stage.asked)).not.toContain('headline');
  });

  it.each(['email', 'email:', 'email:-'])('asks for an address that --customer %s does not name', async (customer) => {
    const stage = answering();
    const { code, out } = await ask(customer, stage, 'ada@shoppers.test');
    expect([code, stage.asked[0]?.body]).toEqual([0, expect.objectContaining({ value: 'ada@shoppers.test' })]);
    expect(out).not.toContain('ada@');
  });

  it.each([
    ['an address on the command line', 'email:ada@shoppers.test', "shell's history"],
    ['a type that nobody knows', 'shoe:42', 'begins with one of: user_id'],
    ['nothing typed', 'email', 'No email was given'],
  ])('refuses %s', async (_, customer, said) => {
    const stage = answering();
    const { code, err } = await ask(customer, stage);
    expect([code, stage.asked]).toEqual([2, []]);
    expect(err).toContain(said);
    expect(err).not.toMatch(/ada@/);
  });

  it('refuses a customer whom nobody knows, and a launch that is not there or not sound', async () => {
    const codes = async (of: Promise<{ out: string }>) =>
      (JSON.parse((await of).out).findings as { code: string }[]).map(({ code }) => code);
    expect(
      await codes(ask('user_id:1', answering(404, { code: 'unknown-customer', title: 'x' }), undefined, '--json')),
    ).toEqual(['customer.unknown']);
    const missing = runTandem(root, ['why', 'winter', '--customer', 'user_id:1', '--json'], answering());
    expect(await codes(missing)).toEqual(['launch.noFile']);
    const broken = workspaceWith({ 'launches/autumn-coats.yaml': 'launch: autumn-coats\n' });
    const found = await codes(
      runTandem(broken, ['why', 'autumn-coats', '--customer', 'user_id:1', '--json'], answering()),
    );
    expect(found).toContain('schema.missing');
  });

  it('says of a launch that is not live that it would be so', async () => {
    const { deployed: _, ...notLive } = explanation;
    expect((await ask('user_id:1', answering(200, notLive))).out).toContain('It is not live here');
    const paused = { ...explanation, deployed: { state: 'paused', same: true } };
    expect((await ask('user_id:1', answering(200, paused))).out).toContain('It is paused: this is how');
  });
});
