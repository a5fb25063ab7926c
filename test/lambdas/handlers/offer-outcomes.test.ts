import { publishedIds } from '../../support/decision-world';
import { failAt } from '../../support/failing-port';
import { answerBody, httpCall } from '../../support/http-call';
import { type Answer, createOfferWorld, question } from '../../support/offer-world';

const presented = { outcome: 'presented', at: '2026-11-27T12:00:30Z' };

describe('POST /v1/offers/{decisionId}/outcomes', () => {
  const asked = async () => {
    const one = await createOfferWorld();
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
