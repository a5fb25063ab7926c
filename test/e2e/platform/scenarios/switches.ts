import { track, withdraw } from '../../../support/e2e/calls';
import type { Customer } from '../../../support/e2e/people';
import { heldRequests } from '../../../support/e2e/queues';
import { until } from '../../../support/e2e/until';
import { emailOf } from '../../../support/e2e/world';
import { enters, LAUNCH } from './decisions';
import type { Stage } from './stage';

/** What IT stops waits; what it lets go on is looked at again, and sent once. */
export const switches = (stage: Stage): void => {
  let leaving: Customer;
  let staying: Customer;
  let refused: string;
  let kept: string;
  const held = async () => {
    const { aws, foundation } = stage().world;
    return heldRequests(aws, foundation.workQueues.DeliveryMailhub ?? '');
  };

  it('holds the messages of a suspended vendor', async () => {
    const { world, cast } = stage();
    await world.deployment.tandem('vendor', 'suspend', 'mailhub');
    [leaving, staying] = [cast.treated(), cast.treated()];
    const calls = [enters(leaving), enters(staying)];
    await world.send('mobile-app', calls);
    const decided = await Promise.all(calls.map((call) => world.decisionFor('mobile-app', call)));
    [refused = '', kept = ''] = decided.map((decision) => emailOf(decision, LAUNCH));

    await until('both are held', async () => {
      const waiting = await held();
      return waiting.has(refused) && waiting.has(kept);
    });
    expect(world.messages.filter(({ messageId }) => [refused, kept].includes(messageId))).toEqual([]);
  });

  it('goes on holding them for a paused launch when the vendor is back', async () => {
    const { world } = stage();
    await world.send('preference-centre', [withdraw({ userId: leaving.userId }, 'email')]);
    await until('the withdrawal is stored', async () => {
      const view = await world.stores.viewOf('user_id', leaving.userId);
      return view?.consent['personalised-offers/email']?.status === 'denied';
    });
    await world.deployment.tandem('pause', LAUNCH);
    await world.deployment.tandem('vendor', 'resume', 'mailhub');
    const before = await held();

    await until('both have come by again and were put off', async () => {
      const waiting = await held();
      return [refused, kept].every((id) => (waiting.get(id)?.hop ?? 0) > (before.get(id)?.hop ?? 0));
    });
    expect(world.messages.filter(({ messageId }) => [refused, kept].includes(messageId))).toEqual([]);
  });

  it('decides nothing for a trigger of the paused launch', async () => {
    const { world } = stage();
    // Not one of the launch's audience: as long as the launch is live, that is the reason.
    const bystander = { userId: 'bystander' };

    await until('the pause is seen, two seconds later at most', async () => {
      const trigger = track(bystander, 'Store Entered', { store_id: 'store-330' });
      await world.send('mobile-app', [trigger]);
      const { chosen, excluded, exposures } = await world.decisionFor('mobile-app', trigger);
      expect({ chosen, exposures }).toEqual({ chosen: [], exposures: [] });
      return excluded.some(({ launch, reason }) => launch === LAUNCH && reason === 'not-live');
    });
  });

  it('refuses, after the resume, who has withdrawn consent since the decision, and sends the other one once', async () => {
    const { world } = stage();
    await world.deployment.tandem('resume', LAUNCH);

    expect(await world.ended(refused)).toMatchObject({ state: 'refused', reason: 'no-consent', status: 0 });
    expect(await world.ended(kept)).toMatchObject({ state: 'delivered', status: 202 });
    await world.settled();
    expect(world.messages.filter(({ to }) => to.email === leaving.email)).toEqual([]);
    expect(world.messages.filter(({ to }) => to.email === staying.email)).toHaveLength(1);
    await world.counted(LAUNCH, { 'refused.no-consent': 1, 'delivered.email': 2 });
  });
};
