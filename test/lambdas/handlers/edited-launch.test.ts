import fc from 'fast-check';
import { armOf } from '../../../lambdas/domain/holdout';
import { launch, person } from '../../support/decision-fixtures';
import { answerBody } from '../../support/http-call';
import { type Answer, coats, createOfferWorld, type OfferWorld, question } from '../../support/offer-world';

const report = (world: OfferWorld, decisionId: string | null, outcome: string) =>
  world.report(decisionId ?? '', { outcome, at: world.time.now });

/** The same launch, of which everything that its people meet has changed. */
const edited = () =>
  coats({
    hash: 'hash-of-the-edit',
    offers: [{ id: 'five-off', gives: { percentOff: 5 }, copy: { en: { headline: 'Five off', body: 'Still.' } } }],
  });

describe('a launch that is edited while it is live', () => {
  it('keeps everybody in the arm that they are in, and would have drawn', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.double({ min: 0, max: 1, noNaN: true }), fc.string(), (id, holdout, hash) => {
        const audience = { include: [], exclude: [], holdout };
        const [before, after] = [launch('coats', { audience }), launch('coats', { ...edited(), hash, audience })];
        const view = person({ person: `user_id:${id}` });
        const none = { sends: [], exposures: {} };
        const arm = armOf(before, view, none, 'salt');
        expect(armOf(after, view, none, 'salt')).toBe(arm);
        const met = { arm, at: '', decisionId: 'd' };
        const wider = { ...after, audience: { ...audience, holdout: 1 - holdout } };
        expect(armOf(wider, view, { ...none, exposures: { coats: met } }, 'salt')).toBe(arm);
      }),
    );
  });

  it('counts what people were shown before against its caps', async () => {
    const world = await createOfferWorld();
    const { decisionId } = answerBody<Answer>(await world.ask());
    await report(world, decisionId, 'presented');
    world.control.goLive(edited());
    world.time.now = '2026-11-27T12:05:00.000Z';

    const { offers, excluded } = answerBody<Answer & { excluded: unknown }>(
      await world.ask({ ...question, explain: true }),
    );
    expect({ offers, excluded }).toMatchObject({ offers: [], excluded: [{ launch: 'coats', reason: 'launch-cap' }] });
  });

  it('shows whoever asks again the offer that was decided for them, in the words that it had then', async () => {
    const world = await createOfferWorld();
    const key = { 'idempotency-key': 'visit-7' };
    const first = answerBody<Answer>(await world.ask(question, key));
    world.control.goLive(edited());
    world.time.now = '2026-11-27T18:00:00.000Z';

    expect(answerBody(await world.ask(question, key))).toEqual(first);
    expect(first.offers).toMatchObject([{ offer: 'ten-off', code: 'TEN', gives: { percentOff: 10 } }]);
  });

  it.each([
    ['after the edit', (world: OfferWorld) => world.control.goLive(edited())],
    ['while it is paused', (world: OfferWorld) => world.control.setLaunch('coats', 'paused')],
    ['after its end', (world: OfferWorld) => world.control.setLaunch('coats', 'ended')],
  ])('takes from the till that an offer was accepted %s, until the last day on which it holds', async (_, change) => {
    const world = await createOfferWorld();
    const { decisionId } = answerBody<Answer>(await world.ask());
    change(world);
    world.time.now = coats().window.redeemUntil;
    const answer = await report(world, decisionId, 'accepted');

    expect(answer.statusCode).toBe(202);
    expect(world.bus.published().at(-1)).toMatchObject({
      detailType: 'Offer Accepted',
      detail: { properties: { launch: 'coats', offer: 'ten-off', channel: 'app' } },
    });
  });
});
