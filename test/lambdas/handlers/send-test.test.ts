import { isTestMessage } from '../../../contracts/send-test';
import { registered, testerId } from '../../../contracts/tester';
import type { HeldRequest } from '../../../lambdas/domain/ports/queues';
import { vendor } from '../../support/decision-fixtures';
import { comesBack, failing, failures, PREFERENCES_URL } from '../../support/delivery-world';
import { TEAM, TESTER } from '../../support/memory-tests';
import { sendTestWorld, tested, textly } from '../../support/send-test-world';
import { sender, webhookWorld } from '../../support/webhook-world';

const ID = testerId(TEAM, TESTER.name);

/** What is asked for, once it has come to its end. */
const ended = async (world: Awaited<ReturnType<typeof sendTestWorld>>, over: Parameters<typeof world.send>[0] = {}) => {
  const answer = await world.send(over);
  if (answer.refused !== undefined) throw new Error(`Refused: ${answer.refused}.`);
  expect(await world.deliver()).toBe(0);
  const ids = answer.sent.map(({ messageId }) => messageId);
  return { ids, ends: await world.look(ids) };
};
const reasons = (ends: readonly { readonly state: string; readonly reason?: string }[]) =>
  ends.map(({ state, reason }) => (reason === undefined ? state : `${state} ${reason}`));

describe('a test', () => {
  it('reaches a tester over the real vendors before the launch is live, marked wherever a vendor may look', async () => {
    const world = await sendTestWorld();
    const { ids, ends } = await ended(world);

    expect(ends.map(({ state, status }) => [state, status])).toEqual([
      ['delivered', 202],
      ['delivered', 202],
    ]);
    expect(ids.every(isTestMessage)).toBe(true);
    expect(world.posts.map(({ headers }) => headers['webhook-id'])).toEqual(ids);
    expect(world.posts.every(({ headers }) => headers['webhook-signature']?.startsWith('v1,'))).toBe(true);
    const [mail, short] = world.bodies();
    expect(mail).toMatchObject({
      to: { email: TESTER.email, first_name: 'Robin' },
      content: { headline: 'TEST Robin, soup', body: 'TEST 10% off.' },
      message: {
        subject: 'TEST Robin, soup',
        html: expect.stringMatching(/^<div [^>]+>TEST: .+<\/div><h1>Robin, soup<\/h1>/),
        text: expect.stringMatching(/^TEST: .+\n\nRobin, soup\n/),
      },
    });
    expect(short).toMatchObject({ to: { phone: TESTER.phone }, message: { subject: 'TEST Robin, soup' } });
    expect(JSON.stringify(short)).not.toContain(TESTER.email);
  });

  it('speaks the language that was asked for', async () => {
    const world = await sendTestWorld();
    await ended(world, { messages: [{ channel: 'email', offer: 'soup-10', language: 'es' }] });
    expect(world.bodies()[0].message.subject).toBe('TEST Robin, sopa');
  });

  it('gives a vendor no field that is not on its list, and nothing made up that leads to somebody', async () => {
    const fields = ['email', 'first_name', 'phone', 'home_store'];
    const sam = { name: 'Sam', email: 'sam@harvest-lane.example' };
    const world = await sendTestWorld({ vendors: [vendor({ fields })], testers: [registered(TEAM, sam)] });
    await ended(world, { tester: sam, messages: [{ channel: 'email', offer: 'soup-10', language: 'en' }] });
    expect(world.bodies()[0].to).toEqual({ email: sam.email, first_name: 'Sam', home_store: 'Vine Street' });
  });

  it('is refused where the tester has no address for the channel', async () => {
    const sam = { name: 'Sam', email: 'sam@harvest-lane.example' };
    const world = await sendTestWorld({ testers: [registered(TEAM, sam)] });
    expect(reasons((await ended(world, { tester: sam })).ends)).toEqual(['delivered', 'refused unreachable']);
  });

  it('links to a way out that looks real and that no key has signed', async () => {
    const world = await sendTestWorld();
    await ended(world);
    expect(world.bodies()[0].unsubscribe).toMatchObject({ url: `${PREFERENCES_URL}/test` });
  });

  it('is told to nobody: no event, no counter of messages; what stays is the attempt, with who asked', async () => {
    const world = await sendTestWorld();
    const { ids } = await ended(world);

    expect(world.bus.published()).toEqual([]);
    expect(world.total('MessagesEnded')).toBe(0);
    expect(world.total('TestMessagesEnded', { end: 'delivered' })).toBe(2);
    expect(world.attempts.attempts().map(({ messageId }) => messageId)).toEqual(ids);
    expect(world.attempts.attempts()[0]).toMatchObject({
      launch: 'soup',
      vendor: 'mailhub',
      approval: 'SEC-412',
      state: 'delivered',
      status: 202,
      test: { tester: ID, by: 'ada', language: 'en' },
    });
    const told = world.lines.filter(({ code }) => code === 'test-message.delivered');
    expect(told.map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ messageId: ids[0], launch: 'soup', approval: 'SEC-412', status: 202 }),
      expect.objectContaining({ messageId: ids[1] }),
    ]);
  });

  it('leaves no address in queues, logs and records', async () => {
    const world = await sendTestWorld();
    const answer = await world.send();
    const waiting = JSON.stringify([answer, world.queued]);
    await world.deliver();
    const left = `${waiting}${JSON.stringify([world.lines, world.attempts.attempts(), world.tests.ports.testers])}`;
    for (const value of [TESTER.email, TESTER.phone]) expect(left).not.toContain(value);
  });

  it('is sent once, however often the same is asked for', async () => {
    const world = await sendTestWorld();
    await ended(world);
    await ended(world);
    expect(world.posts).toHaveLength(2);
  });

  it('does not wait for quiet hours', async () => {
    const night = { channels: ['email', 'sms'], from: 0, until: 1439 };
    const world = await sendTestWorld({ quiet: { hours: [night], blackouts: [] } });
    expect(reasons((await ended(world)).ends)).toEqual(['delivered', 'delivered']);
  });

  it.each(['live', 'paused', 'ended'] as const)('asks about words: its launch may be %s', async (state) => {
    const world = await sendTestWorld();
    world.control.goLive(tested(), state);
    expect(reasons((await ended(world)).ends)).toEqual(['delivered', 'delivered']);
  });
});

describe('a test that may not go', () => {
  it.each([
    ['everything is paused', (world: Awaited<ReturnType<typeof sendTestWorld>>) => world.control.pauseAll(true)],
    ['its vendor is suspended', (world) => world.control.setVendor('mailhub', 'suspended')],
  ] as [string, (world: Awaited<ReturnType<typeof sendTestWorld>>) => void][])(
    'is refused at once, and never comes later, while %s',
    async (_case, stop) => {
      const world = await sendTestWorld();
      stop(world);
      const { ends } = await ended(world, { messages: [{ channel: 'email', offer: 'soup-10', language: 'en' }] });
      expect(reasons(ends)).toEqual(['refused stopped']);
      expect([world.posts, world.held]).toEqual([[], []]);
    },
  );

  const approval = { by: 'it', ticket: 'SEC-1', date: '2026-10-01', expires: '2026-11-27' };
  it.each([
    ['approval-expired', vendor({ approval })],
    ['channel-not-approved', vendor({ channels: ['letter'] })],
    ['purpose-not-approved', vendor({ purposes: ['customer-care'] })],
    ['field-not-approved', vendor({ fields: ['first_name'] })],
  ])('is refused as a message would be: %s', async (reason, mailhub) => {
    const world = await sendTestWorld({ vendors: [mailhub, textly] });
    const { ends } = await ended(world);
    expect(reasons(ends)).toEqual([`refused ${reason}`, 'delivered']);
    expect(world.posts).toHaveLength(1);
  });

  it('is refused when the approval was taken back since', async () => {
    const world = await sendTestWorld();
    world.control.setVendor('mailhub', 'revoked');
    expect(reasons((await ended(world)).ends)).toEqual(['refused vendor-revoked', 'delivered']);
  });

  it('comes again by the schedule while its vendor is busy, and ends with its ten minutes', async () => {
    const world = await sendTestWorld({ answer: failing(503) });
    const messages = [{ channel: 'email', offer: 'soup-10', language: 'en' }];
    const { ids, ends } = await ended(world, { messages });
    expect(reasons(ends)).toEqual(['waiting']);
    for (let tries = 0; tries < 20 && world.attempts.attempts()[0]?.state === 'claimed'; tries += 1) {
      expect(await comesBack(world)).toBe(0);
    }
    expect(reasons(await world.look(ids))).toEqual(['failed http-503']);
    expect(world.posts.length).toBeGreaterThan(1);
    expect(world.aside).toEqual([]);
    expect(world.bus.published()).toEqual([]);
  });

  it('says nothing of messages that are no tests', async () => {
    const world = await sendTestWorld();
    expect(await world.look(['msg_0123456789abcdefghijAB'])).toEqual([]);
  });
});

describe('a request made by hand', () => {
  const one = [{ channel: 'email', offer: 'soup-10', language: 'en' }];
  it.each([
    ['not-a-tester', { tester: { name: 'Robin', email: 'ana@example.org' } }],
    ['not-a-tester', { tester: { name: 'Ana', email: TESTER.email } }],
    ['not-a-tester', { tester: { name: 'Robin' } }],
    ['not-a-tester', { definition: tested({ team: 'customer-care' }) }],
    ['definition-unsound', { definition: { ...tested(), purpose: 'anything' } }],
    ['message-unknown', { messages: [{ ...one[0], channel: 'app' }] }],
    ['message-unknown', { messages: [{ ...one[0], offer: 'soup-20' }] }],
    ['message-unknown', { messages: [{ ...one[0], language: 'constructor' }] }],
    [
      'vendor-unknown',
      {
        definition: tested({
          channels: { reach: 'all', use: [{ channel: 'email', kind: 'push', vendor: 'elsewhere' }] },
        }),
      },
    ],
  ])('is refused: %s', async (refused, over) => {
    const world = await sendTestWorld();
    expect(await world.send({ messages: one, ...over } as never)).toEqual({ refused });
    expect([world.queued, world.tests.kept()]).toEqual([[], []]);
  });

  it('in the queue itself is judged again: another address, another team, nobody, a tester IT has removed', async () => {
    const world = await sendTestWorld();
    await world.send({ messages: one });
    const [held] = world.queued.splice(0) as [HeldRequest & { test: object }];
    const ana = { name: 'Robin', email: 'ana@example.org' };
    const attempts = async (id: string, mark: object = {}) => {
      const request = { ...held.request, messageId: `test_${id}` };
      expect(await failures(world.handle, { ...held, request, test: { ...held.test, ...mark } })).toBe(0);
      return (await world.look([`test_${id}`]))[0]?.reason;
    };

    expect(await attempts('nobody', { tester: 'tester_unknown' })).toBe('not-a-tester');
    await world.tests.saveTester(ID, ana);
    expect(await attempts('address')).toBe('not-a-tester');
    await world.tests.saveTester('tester_ana', ana);
    expect(await attempts('id', { tester: 'tester_ana' })).toBe('not-a-tester');
    await world.tests.saveTester(ID, TESTER);
    await world.tests.saveTestDefinition({ ...tested({ team: 'customer-care' }), hash: held.request.definitionHash });
    expect(await attempts('team')).toBe('not-a-tester');
    expect(world.posts).toEqual([]);
  });

  it('cannot pass a customer’s message off as a test, nor a test as a message', async () => {
    const world = await sendTestWorld();
    await world.send({ messages: one });
    const [held] = world.queued.splice(0);
    const { test: _mark, ...unmarked } = held as HeldRequest;
    expect(await failures(world.handle, unmarked)).toBe(1);
    const asMessage = { ...held, request: { ...held?.request, messageId: 'msg_1' } };
    expect(await failures(world.handle, asMessage)).toBe(1);
    expect(world.posts).toEqual([]);
  });

  it('is in the audit trail before a vendor gets an address, once for a run', async () => {
    const world = await sendTestWorld();
    await world.send({ messages: one });
    await world.send({ messages: one });
    const [first, again] = world.trail.facts;
    expect(first).toMatchObject({ kind: 'test.sent', by: 'ada', details: { messages: 1 } });
    expect(again?.id).toBe(first?.id);
    expect(JSON.stringify(first)).not.toContain(TESTER.email);
    world.trail.breakDown();
    world.queued.splice(0);
    await expect(world.send({ messages: one })).rejects.toThrow('down');
    expect(world.queued).toEqual([]);
  });
});

describe('what a vendor reports on a test', () => {
  const events = { opened: 'Message Opened' };
  const item = (type: string, messageId: string) => ({ type, customer: { email: TESTER.email }, data: { messageId } });

  it('is taken, and becomes no event, no token and nothing in quarantine', async () => {
    const { send, bus, aside, vault } = webhookWorld([sender({ events })]);
    expect((await send(item('opened', 'test_0123456789abcdefghijAB'))).statusCode).toBe(202);
    expect([bus.published(), aside.payloads()]).toEqual([[], []]);
    expect(await vault.findToken({ kind: 'email', value: TESTER.email })).toBeUndefined();
    // Of a message it would be something.
    expect((await send(item('opened', 'msg_0123456789abcdefghijAB'), { id: 'another' })).statusCode).toBe(202);
    expect(bus.published().length + aside.payloads().length).toBe(1);
  });
});
