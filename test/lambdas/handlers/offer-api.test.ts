import type { LaunchDefinition } from '../../../contracts/decision';
import type { LaunchExplanation } from '../../../contracts/explanation';
import { createReadCustomer } from '../../../lambdas/domain/read-customer';
import { createUpdateLedger } from '../../../lambdas/domain/update-ledger';
import { createAskOffers } from '../../../lambdas/handlers/offer-api/ask-offers';
import { createExplainLaunch } from '../../../lambdas/handlers/offer-api/explain-launch';
import { createOfferApi } from '../../../lambdas/handlers/offer-api/handler';
import { createReportOutcome } from '../../../lambdas/handlers/offer-api/report-outcome';
import { launch, policy } from '../../support/decision-fixtures';
import { createDecisionWorld, decideForWith, publishedIds } from '../../support/decision-world';
import { failAt } from '../../support/failing-port';
import { answerBody, httpCall } from '../../support/http-call';
import { layoutsOf } from '../../support/layouts';
import { createMemoryVault } from '../../support/memory-vault';
import { identity } from '../../support/profile-events';
import { countingRounds } from '../../support/rounds';

const coats = (over: Partial<LaunchDefinition> = {}): LaunchDefinition =>
  launch('coats', {
    offers: [
      {
        id: 'ten-off',
        gives: { percentOff: 10 },
        code: { fixed: 'TEN' },
        copy: {
          en: {
            headline: "{{ first_name | default: 'Hello' }}, ten off",
            body: 'For you.',
            plain: { headline: 'Hello, ten off', body: 'For you.' },
          },
          fr: { headline: 'Dix de moins', body: 'Pour vous.' },
        },
      },
    ],
    ...over,
  });

const platform = {
  channels: [
    { channel: 'app', kind: 'pull' as const, vendors: {} },
    { channel: 'pos', kind: 'pull' as const, vendors: {} },
    { channel: 'email', kind: 'push' as const, vendors: {} },
  ],
  identity,
};

/** A customer known by user id and e-mail, and a launch that the app shows. */
const world = async (definition = coats()) => {
  const base = createDecisionWorld();
  const vault = createMemoryVault();
  const [token = ''] = await vault.make([{ kind: 'email', value: 'ana@example.org' }]);
  const strand = `email:${token}`;
  await base.welcome([strand], { first_name: 'tok_0000000000000000000002' });
  base.control.goLive(definition);
  const reads: string[] = [];
  const ports = {
    ...base.ports,
    findToken: vault.findToken,
    loadDefinition: base.control.loadDefinition,
    loadDecision: base.engagement.loadDecision,
    saveLedger: base.engagement.saveLedger,
  };
  const handler = (used: typeof ports) => {
    const { findToken, loadDefinition, loadDecision, saveLedger, publishEvents, ...decision } = used;
    const { clock, liveLaunches } = decision;
    const { log, count } = base;
    const decideFor = decideForWith(decision);
    const updateLedger = createUpdateLedger(createReadCustomer(decision), saveLedger);
    return createOfferApi({
      askOffers: createAskOffers({
        platform,
        layouts: layoutsOf('app', 'pos'),
        clock,
        findToken,
        liveLaunches,
        loadDefinition,
        decideFor,
        publishEvents,
        log,
      }),
      reportOutcome: createReportOutcome({ clock, loadDecision, updateLedger, publishEvents }),
      explainLaunch: createExplainLaunch({
        identity,
        policy,
        clock,
        findToken,
        liveLaunches,
        readCustomer: createReadCustomer(decision),
      }),
      log,
      count,
    });
  };
  const handle = handler(ports);
  const ask = (body: unknown = question, headers: Readonly<Record<string, string>> = {}) =>
    handle(httpCall({ path: '/v1/offers', body, headers }));
  const report = (decisionId: string, body: unknown) =>
    handle(httpCall({ path: `/v1/offers/${decisionId}/outcomes`, pathParameters: { decisionId }, body }));
  const why = (body: unknown) => handle(httpCall({ path: '/v1/customers/why', body }));
  const sends = async () => (await base.engagement.loadLedgers([strand]))[0]?.ledger.sends ?? [];
  return { ...base, vault, ports, handler, ask, why, report, sends, strand, reads };
};

const question = { channel: 'app', customer: { type: 'email', value: ' Ana@Example.org ' } };
interface Answer {
  readonly decisionId: string | null;
  readonly offers: readonly { readonly launch: string }[];
  readonly excluded?: readonly object[];
}
const presented = { outcome: 'presented', at: '2026-11-27T12:00:30Z' };

describe('POST /v1/offers', () => {
  it('offers what fits, as data and in words without any value of the customer', async () => {
    const { ask, bus } = await world();
    const answer = await ask();
    expect(answer.statusCode).toBe(200);
    expect(answerBody(answer)).toEqual({
      decisionId: expect.stringMatching(/^dec_[\w-]{22}$/),
      offers: [
        {
          launch: 'coats',
          offer: 'ten-off',
          gives: { percentOff: 10 },
          code: 'TEN',
          copy: { headline: 'Hello, ten off', body: 'For you.' },
          reasons: [],
          notAfter: '2026-11-30T04:59:59.999Z',
        },
      ],
    });
    expect(bus.published()).toMatchObject([{ detailType: 'Offer Decided', detail: { trace: 'Root=1-0-1' } }]);
  });

  it('speaks the customer’s language', async () => {
    const { ask, happened, strand } = await world();
    await happened('Customer Identified', [strand], { properties: { language: 'fr-CA' } });
    expect(answerBody(await ask())).toMatchObject({ offers: [{ copy: { headline: 'Dix de moins' } }] });
  });

  it('gives the same decision for the same customer, channel and minute', async () => {
    const { ask, time, engagement } = await world();
    const first = answerBody<Answer>(await ask());
    time.now = '2026-11-27T12:00:59.000Z';
    expect(answerBody(await ask())).toEqual(first);
    time.now = '2026-11-27T12:01:00.000Z';
    expect(answerBody<Answer>(await ask()).decisionId).not.toBe(first.decisionId);
    expect(engagement.decisions()).toHaveLength(2);
  });

  it('gives the same decision for the same Idempotency-Key, and keeps nothing of the key', async () => {
    const { ask, time, engagement, bus } = await world();
    const key = { 'idempotency-key': 'ana@example.org/7' };
    const first = answerBody<Answer>(await ask(question, key));
    time.now = '2026-11-27T15:00:00.000Z';
    expect(answerBody(await ask(question, key))).toEqual(first);
    expect(JSON.stringify([engagement.decisions(), bus.published()])).not.toContain('ana@');
  });

  it('explains on request who was left out and why', async () => {
    const { ask, control } = await world();
    control.goLive(launch('till', { channels: { reach: 'first', use: [{ channel: 'pos', kind: 'pull' }] } }));
    control.goLive(launch('boots', { rank: 1 }));
    const { excluded } = answerBody<Answer>(await ask({ ...question, explain: true }));
    expect(excluded).toEqual([{ launch: 'boots', reason: 'outranked', detail: 'coats' }]);
    expect(answerBody<Answer>(await ask()).excluded).toBeUndefined();
  });

  it('knows nobody by an identifier it never saw, and makes no token of it', async () => {
    const { ask, vault, engagement } = await world();
    const answer = await ask({ channel: 'app', customer: { type: 'email', value: 'eve@example.org' } });
    expect([answer.statusCode, answerBody(answer)]).toEqual([200, { decisionId: null, offers: [] }]);
    expect([vault.size(), engagement.decisions()]).toEqual([1, []]);
  });

  it.each([
    { case: 'the launch', stop: ({ control }: World) => control.setLaunch('coats', 'paused') },
    { case: 'everything', stop: ({ control }: World) => control.pauseAll(true) },
  ])('shows nothing of a decision made before $case was paused', async ({ stop }) => {
    const one = await world();
    expect(answerBody<Answer>(await one.ask()).offers).toHaveLength(1);
    stop(one);
    expect(answerBody<Answer>(await one.ask()).offers).toEqual([]);
    one.time.now = '2026-11-27T12:01:00.000Z';
    expect(answerBody<Answer>(await one.ask()).offers).toEqual([]);
  });

  it('shows nothing of a decision whose time has run out', async () => {
    const { ask, time } = await world();
    const key = { 'idempotency-key': 'k' };
    await ask(question, key);
    time.now = '2026-11-30T05:00:00.000Z';
    expect(answerBody<Answer>(await ask(question, key)).offers).toEqual([]);
  });

  it('shows the words as they were decided, also when the launch was changed since', async () => {
    const { ask, control } = await world();
    await ask();
    control.goLive(
      coats({ hash: 'changed', offers: [{ id: 'ten-off', copy: { en: { headline: 'New', body: 'New' } } }] }),
    );
    expect(answerBody(await ask())).toMatchObject({ offers: [{ copy: { headline: 'Hello, ten off' } }] });
  });

  it('leaves out an offer that has no words, and says so in the log', async () => {
    const { ask, lines } = await world(coats({ offers: [{ id: 'x', copy: {} }] }));
    expect(answerBody<Answer>(await ask()).offers).toEqual([]);
    expect(lines).toContainEqual(expect.objectContaining({ code: 'offers.not-shown' }));
  });

  it.each([
    { case: 'no JSON', body: '{', status: 400, code: 'malformed-json' },
    { case: 'bytes that are no text', body: new Uint8Array([0xff, 0xfe]), status: 400, code: 'malformed-json' },
    { case: 'too large a body', body: `"${'x'.repeat(17_000)}"`, status: 413, code: 'request-too-large' },
    { case: 'an unknown channel', body: { ...question, channel: 'fax' }, status: 400, code: 'unknown-channel' },
    { case: 'a channel of a vendor', body: { ...question, channel: 'email' }, status: 400, code: 'unknown-channel' },
    { case: 'a limit of 0', body: { ...question, limit: 0 }, status: 400, code: 'invalid-request' },
    {
      case: 'a value that is no e-mail address',
      body: { channel: 'app', customer: { type: 'email', value: 'ana' } },
      status: 400,
      code: 'invalid-request',
    },
  ])('refuses $case', async ({ body, status, code }) => {
    const { ask } = await world();
    const answer = await ask(body);
    expect([answer.statusCode, answerBody(answer).code]).toEqual([status, code]);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
  });

  it('refuses an Idempotency-Key that is none', async () => {
    const { ask } = await world();
    expect(answerBody(await ask(question, { 'idempotency-key': 'two words' }))).toMatchObject({
      code: 'invalid-request',
    });
  });

  it('asks the caller to come again when the bus or a store does not answer, and then finds the same decision', async () => {
    const { ask, bus, ports, handler, engagement } = await world();
    bus.refuse(() => true);
    const refused = await ask();
    expect([refused.statusCode, answerBody(refused).code]).toEqual([503, 'bus-unavailable']);
    expect(refused.headers).toMatchObject({ 'retry-after': '1' });
    bus.refuse(() => false);
    expect(answerBody<Answer>(await ask()).offers).toHaveLength(1);

    const failing = handler(failAt(ports, 1).ports);
    const down = await failing(httpCall({ path: '/v1/offers', body: question }));
    expect([down.statusCode, answerBody(down).code]).toEqual([503, 'store-unavailable']);
    expect(engagement.decisions()).toHaveLength(1);
  });

  it('knows no other routes', async () => {
    const { ports, handler } = await world();
    const handle = handler(ports);
    for (const call of [{ path: '/v1/offer' }, { path: '/v1/offers', method: 'GET' }]) {
      expect(answerBody(await handle(httpCall(call)))).toMatchObject({ code: 'not-found' });
    }
  });

  it('reads in two rounds and writes once', async () => {
    const { ports, handler, engagement } = await world();
    const rounds: string[][] = [];
    const counted = countingRounds(ports, rounds);
    await handler(counted)(httpCall({ path: '/v1/offers', body: question }));
    expect(rounds.map((round) => round.sort())).toEqual([
      ['findToken', 'liveLaunches'],
      ['clock', 'liveLaunches', 'loadLedgers', 'readSurroundings'],
      ['saveDecision'],
      ['clock', 'publishEvents'],
    ]);
    expect(engagement.decisions()).toHaveLength(1);
  });
});

describe('POST /v1/customers/why', () => {
  const customer = { type: 'email', value: 'ana@example.org' };

  it('explains a launch that never went live, and leaves nothing behind', async () => {
    const { why, bus, engagement, vault, sends } = await world();
    const draft = launch('boots', { rank: 99 });
    const answer = await why({ ...customer, definition: draft });
    expect([answer.statusCode, answerBody(answer)]).toEqual([
      200,
      expect.objectContaining({
        launch: 'boots',
        hash: draft.hash,
        caps: expect.objectContaining({ launch: { sent: 0, messages: 1, perSeconds: 604_800 } }),
        outlook: [
          { trigger: { kind: 'event', name: 'Store Entered' }, chosen: [{ offer: 'ten-off', channel: 'email' }] },
          { trigger: { kind: 'ask', name: 'app' }, chosen: [{ offer: 'ten-off', channel: 'app' }] },
        ],
      }),
    ]);
    expect(answerBody(answer).deployed).toBeUndefined();
    expect([bus.published(), engagement.decisions(), vault.size(), await sends()]).toEqual([[], [], 1, []]);
    expect(JSON.stringify(answerBody(answer))).not.toMatch(/tok_|ana@/);
  });

  it('says what is live, and which launch would come first', async () => {
    const { why, control } = await world();
    control.setLaunch('coats', 'paused');
    control.goLive(launch('boots', { rank: 99 }));
    const told = answerBody<LaunchExplanation>(await why({ ...customer, definition: coats({ hash: 'edited' }) }));
    expect(told.deployed).toEqual({ state: 'paused', same: false });
    expect(told.outlook.map(({ excluded }) => excluded)).toEqual([
      { reason: 'outranked', detail: 'boots' },
      { reason: 'outranked', detail: 'boots' },
    ]);
  });

  it.each([
    { case: 'nobody', body: { type: 'email', value: 'eve@example.org', definition: coats() }, status: 404 },
    { case: 'no definition', body: customer, status: 400 },
    { case: 'no launch', body: { ...customer, definition: { ...coats(), audience: 'all' } }, status: 400 },
    { case: 'no e-mail', body: { type: 'email', value: 'eve', definition: coats() }, status: 400 },
    { case: 'more than was asked for', body: { ...customer, definition: coats(), limit: 3 }, status: 400 },
  ])('refuses $case', async ({ body, status }) => {
    const { why, vault } = await world();
    expect([(await why(body)).statusCode, vault.size()]).toEqual([status, 1]);
  });
});

describe('POST /v1/offers/{decisionId}/outcomes', () => {
  const asked = async () => {
    const one = await world();
    const { decisionId } = answerBody<Answer>(await one.ask());
    if (decisionId === null) throw new Error('Nothing was decided.');
    one.time.now = '2026-11-27T12:01:00.000Z';
    return { ...one, decisionId };
  };

  it('uses up the cap when an offer was shown, once, and says so on the bus', async () => {
    const { report, sends, decisionId, bus, ask } = await asked();
    expect(await sends()).toEqual([]);
    expect((await report(decisionId, presented)).statusCode).toBe(202);
    expect(await sends()).toMatchObject([{ launch: 'coats', channel: 'app', at: '2026-11-27T12:00:30.000Z' }]);
    await report(decisionId, presented);
    await report(decisionId, { ...presented, outcome: 'accepted' });
    expect(await sends()).toHaveLength(1);
    const ids = publishedIds({ bus }).map((id) => id.split(' evt_')[0]);
    expect(ids).toEqual(['Offer Accepted', 'Offer Decided', 'Offer Presented']);
    expect(answerBody<Answer>(await ask({ ...question, explain: true }))).toMatchObject({
      offers: [],
      excluded: [{ launch: 'coats', reason: 'launch-cap' }],
    });
  });

  it.each([
    { at: '2026-11-27T11:00:00Z', kept: '2026-11-27T12:00:00.000Z' },
    { at: '2026-11-27T19:00:00Z', kept: '2026-11-27T12:01:00.000Z' },
  ])('does not believe a clock that says $at', async ({ at, kept }) => {
    const { report, sends, decisionId } = await asked();
    await report(decisionId, { ...presented, at });
    expect(await sends()).toMatchObject([{ at: kept }]);
  });

  it.each([
    { case: 'an unknown outcome', body: { ...presented, outcome: 'eaten' }, status: 400, code: 'invalid-request' },
    {
      case: 'a launch it did not offer',
      body: { ...presented, launch: 'boots' },
      status: 400,
      code: 'invalid-request',
    },
    { case: 'no JSON', body: 'presented', status: 400, code: 'malformed-json' },
  ])('refuses $case', async ({ body, status, code }) => {
    const { report, decisionId } = await asked();
    const answer = await report(decisionId, body);
    expect([answer.statusCode, answerBody(answer).code]).toEqual([status, code]);
  });

  it('knows only decisions that were made', async () => {
    const { report } = await asked();
    const answer = await report('dec_nobodyeverdecidedthis0', presented);
    expect([answer.statusCode, answerBody(answer).code]).toEqual([404, 'unknown-decision']);
  });

  it('comes to the same end whatever call fails, when the caller reports again', async () => {
    const outcome = async (nth: number, when: 'before' | 'after') => {
      const one = await asked();
      const failing = failAt(one.ports, nth, when);
      const handle = one.handler(failing.ports);
      const call = httpCall({
        path: `/v1/offers/${one.decisionId}/outcomes`,
        pathParameters: { decisionId: one.decisionId },
        body: presented,
      });
      const first = await handle(call);
      if (first.statusCode !== 202) expect((await handle(call)).statusCode).toBe(202);
      return { first: first.statusCode, calls: failing.calls(), end: [await one.sends(), publishedIds(one)] };
    };
    const undisturbed = await outcome(0, 'before');
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= undisturbed.calls; nth += 1) {
        const { first, end } = await outcome(nth, when);
        expect(first).toBe(503);
        expect(end).toEqual(undisturbed.end);
      }
    }
  });
});

type World = Awaited<ReturnType<typeof world>>;
