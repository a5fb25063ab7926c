import { launch } from '../../support/decision-fixtures';
import { failAt } from '../../support/failing-port';
import { answerBody, httpCall } from '../../support/http-call';
import { type Answer, coats, createOfferWorld, type OfferWorld, question } from '../../support/offer-world';
import { countingRounds } from '../../support/rounds';

const pooled = {
  id: 'ten-off',
  code: { pool: 'tens' },
  copy: { en: { headline: 'Ten off', body: 'For you.' } },
};

describe('POST /v1/offers', () => {
  it('offers what fits, as data and in words without any value of the customer', async () => {
    const { ask, bus } = await createOfferWorld();
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
          message: {
            subject: 'Hello, ten off',
            html: '<h1>Hello, ten off</h1>For you.',
            text: 'Hello, ten off\nFor you.',
          },
          reasons: [],
          notAfter: '2026-11-30T04:59:59.999Z',
        },
      ],
    });
    expect(bus.published()).toMatchObject([{ detailType: 'Offer Decided', detail: { trace: 'Root=1-0-1' } }]);
  });

  it('speaks the customer’s language', async () => {
    const { ask, happened, strand } = await createOfferWorld();
    await happened('Customer Identified', [strand], { properties: { language: 'fr-CA' } });
    expect(answerBody(await ask())).toMatchObject({ offers: [{ copy: { headline: 'Dix de moins' } }] });
  });

  it('gives the same decision for the same customer, channel and minute', async () => {
    const { ask, time, engagement } = await createOfferWorld();
    const first = answerBody<Answer>(await ask());
    time.now = '2026-11-27T12:00:59.000Z';
    expect(answerBody(await ask())).toEqual(first);
    time.now = '2026-11-27T12:01:00.000Z';
    expect(answerBody<Answer>(await ask()).decisionId).not.toBe(first.decisionId);
    expect(engagement.decisions()).toHaveLength(2);
  });

  it('gives the same decision for the same Idempotency-Key, and keeps nothing of the key', async () => {
    const { ask, time, engagement, bus } = await createOfferWorld();
    const key = { 'idempotency-key': 'ana@example.org/7' };
    const first = answerBody<Answer>(await ask(question, key));
    time.now = '2026-11-27T15:00:00.000Z';
    expect(answerBody(await ask(question, key))).toEqual(first);
    expect(JSON.stringify([engagement.decisions(), bus.published()])).not.toContain('ana@');
  });

  it('explains on request who was left out and why', async () => {
    const { ask, control } = await createOfferWorld();
    control.goLive(launch('till', { channels: { reach: 'first', use: [{ channel: 'pos', kind: 'pull' }] } }));
    control.goLive(launch('boots', { rank: 1 }));
    const { excluded } = answerBody<Answer>(await ask({ ...question, explain: true }));
    expect(excluded).toEqual([{ launch: 'boots', reason: 'outranked', detail: 'coats' }]);
    expect(answerBody<Answer>(await ask()).excluded).toBeUndefined();
  });

  it('knows nobody by an identifier it never saw, and makes no token of it', async () => {
    const { ask, vault, engagement } = await createOfferWorld();
    const answer = await ask({ channel: 'app', customer: { type: 'email', value: 'eve@example.org' } });
    expect([answer.statusCode, answerBody(answer)]).toEqual([200, { decisionId: null, offers: [] }]);
    expect([vault.size(), engagement.decisions()]).toEqual([1, []]);
  });

  it.each([
    { case: 'the launch', stop: ({ control }: OfferWorld) => control.setLaunch('coats', 'paused') },
    { case: 'everything', stop: ({ control }: OfferWorld) => control.pauseAll(true) },
  ])('shows nothing of a decision made before $case was paused', async ({ stop }) => {
    const one = await createOfferWorld();
    expect(answerBody<Answer>(await one.ask()).offers).toHaveLength(1);
    stop(one);
    expect(answerBody<Answer>(await one.ask()).offers).toEqual([]);
    one.time.now = '2026-11-27T12:01:00.000Z';
    expect(answerBody<Answer>(await one.ask()).offers).toEqual([]);
  });

  it('shows nothing of a decision whose time has run out', async () => {
    const { ask, time } = await createOfferWorld();
    const key = { 'idempotency-key': 'k' };
    await ask(question, key);
    time.now = '2026-11-30T05:00:00.000Z';
    expect(answerBody<Answer>(await ask(question, key)).offers).toEqual([]);
  });

  it('shows the words as they were decided, also when the launch was changed since', async () => {
    const { ask, control } = await createOfferWorld();
    await ask();
    control.goLive(
      coats({ hash: 'changed', offers: [{ id: 'ten-off', copy: { en: { headline: 'New', body: 'New' } } }] }),
    );
    expect(answerBody(await ask())).toMatchObject({ offers: [{ copy: { headline: 'Hello, ten off' } }] });
  });

  it('leaves out an offer that has no words, and says so in the log', async () => {
    const { ask, lines } = await createOfferWorld(coats({ offers: [{ id: 'x', copy: {} }] }));
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
    const { ask } = await createOfferWorld();
    const answer = await ask(body);
    expect([answer.statusCode, answerBody(answer).code]).toEqual([status, code]);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
  });

  it('refuses an Idempotency-Key that is none', async () => {
    const { ask } = await createOfferWorld();
    expect(answerBody(await ask(question, { 'idempotency-key': 'two words' }))).toMatchObject({
      code: 'invalid-request',
    });
  });

  it('asks the caller to come again when the bus or a store does not answer, and then finds the same decision', async () => {
    const { ask, bus, ports, handler, engagement } = await createOfferWorld();
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
    const { ports, handler } = await createOfferWorld();
    const handle = handler(ports);
    for (const call of [{ path: '/v1/offer' }, { path: '/v1/offers', method: 'GET' }]) {
      expect(answerBody(await handle(httpCall(call)))).toMatchObject({ code: 'not-found' });
    }
  });

  it('reads in two rounds and writes once', async () => {
    const { ports, handler, engagement } = await createOfferWorld();
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

  it('gives a one-use code, the same one to who asks again, and tells it to nobody else', async () => {
    const { ask, bus, engagement, lines, time } = await createOfferWorld(coats({ offers: [pooled] }));
    await engagement.addCodes('coats', 'tens', ['WOOL-1', 'WOOL-2']);
    const codeIn = async (): Promise<unknown> =>
      answerBody<{ readonly offers: readonly { readonly code?: string }[] }>(await ask()).offers[0]?.code;
    const first = await codeIn();
    expect(first).toMatch(/^WOOL-[12]$/);
    time.now = '2026-11-27T13:00:00.000Z';
    expect(await codeIn()).toBe(first);
    expect(engagement.codesLeft('coats', 'tens')).toBe(1);
    expect(JSON.stringify([bus.published(), lines, engagement.decisions()])).not.toContain('"WOOL');
  });

  it('reads a pool once for many decisions, and says who is left out when it is empty', async () => {
    const { ports, handler, engagement, time } = await createOfferWorld(coats({ offers: [pooled] }));
    const ask = handler(ports);
    const excluded = async (): Promise<unknown> =>
      answerBody(await ask(httpCall({ path: '/v1/offers', body: { ...question, explain: true } })));
    expect(await excluded()).toMatchObject({
      offers: [],
      excluded: [{ launch: 'coats', reason: 'pool-empty', detail: 'tens' }],
    });
    await engagement.addCodes('coats', 'tens', ['WOOL-1']);
    time.now = '2026-11-27T12:01:00.000Z';
    expect(await excluded()).toMatchObject({ offers: [{ code: 'WOOL-1' }], excluded: [] });
  });

  it('shows nothing of a launch whose budget was used up since it was decided', async () => {
    const { ports, handler } = await createOfferWorld();
    expect(answerBody(await handler(ports)(httpCall({ path: '/v1/offers', body: question })))).toMatchObject({
      offers: [{ launch: 'coats' }],
    });
    const liveLaunches = async () => (await ports.liveLaunches()).map((one) => ({ ...one, spent: 'sending' as const }));
    const later = await handler({ ...ports, liveLaunches })(httpCall({ path: '/v1/offers', body: question }));
    expect(answerBody(later)).toMatchObject({ offers: [] });
  });
});
