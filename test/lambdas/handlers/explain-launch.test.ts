import type { LaunchExplanation } from '../../../contracts/explanation';
import { launch } from '../../support/decision-fixtures';
import { answerBody } from '../../support/http-call';
import { coats, createOfferWorld } from '../../support/offer-world';

describe('POST /v1/customers/why', () => {
  const customer = { type: 'email', value: 'ana@example.org' };

  it('explains a launch that never went live, and leaves nothing behind', async () => {
    const { why, bus, engagement, vault, sends } = await createOfferWorld();
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
    const { why, control } = await createOfferWorld();
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
    const { why, vault } = await createOfferWorld();
    expect([(await why(body)).statusCode, vault.size()]).toEqual([status, 1]);
  });

  it('is in the audit trail before anybody sees it, and is not told without', async () => {
    const { why, trail } = await createOfferWorld();
    await why({ ...customer, definition: coats() });
    expect(trail.facts).toMatchObject([
      { kind: 'personal-data.read', details: { route: 'why', type: 'email', found: true, launch: 'coats' } },
    ]);
    expect(JSON.stringify(trail.facts)).not.toMatch(/ana|tok_/);
    trail.breakDown();
    expect((await why({ ...customer, definition: coats() })).statusCode).toBe(503);
  });
});
