import type { LaunchDefinition } from '../../../../contracts/decision';
import { decisionIdOf } from '../../../../lambdas/domain/ids';
import { readSchedules } from '../../../../local/replay/schedules';
import { type Customer, customers, welcome } from '../../../support/e2e/people';
import { heldRequests } from '../../../support/e2e/queues';
import { until } from '../../../support/e2e/until';
import { emailOf } from '../../../support/e2e/world';
import type { Stage } from './stage';

const LAUNCH = 'win-back';
const CROWD = 300;
/** So many must be on their way before everything is stopped. */
const SOME = 20;

/** A scheduled launch speaks to each person at most once, and stops in the middle of it when IT says so. */
export const winBack = (stage: Stage): void => {
  const crowd = customers('quiet', CROWD);
  const traits = { last_order_on: '2026-10-20', orders_90d: 5 };
  /** Message ids of everybody in the launch's treated arm. */
  let expected: ReadonlySet<string>;
  let fire: () => Promise<void>;
  const sent = (): readonly string[] =>
    stage()
      .world.messages.filter(({ launch }) => launch === LAUNCH)
      .map(({ messageId }) => messageId);
  const held = async () => {
    const { aws, foundation } = stage().world;
    return heldRequests(aws, foundation.workQueues.DeliveryMailhub ?? '');
  };
  const decided = async () => {
    const { stores, definitions } = stage().world;
    const run = runOf(definitions.get(LAUNCH)?.trigger);
    return Promise.all(
      crowd.map(async ({ userId }: Customer) => {
        const view = await stores.viewOf('user_id', userId);
        if (view === undefined) throw new Error(`${userId} has no profile.`);
        const trigger = { kind: 'at', launch: LAUNCH, run, oldestStrand: view.person } as const;
        return stores.loadDecision(decisionIdOf(trigger, view.person));
      }),
    );
  };

  it('decides once for each person when its schedule is due', async () => {
    const { world } = stage();
    await world.send(
      'crm',
      crowd.flatMap((customer) => welcome(customer, traits)),
    );
    await world.settled();
    await world.deployment.tandem('vendor', 'suspend', 'mailhub');
    const schedules = await readSchedules(world.aws, `tandem-local-launch-${LAUNCH}`);
    expect(schedules).toHaveLength(1);
    const [schedule] = schedules;
    if (schedule === undefined) throw new Error(`${LAUNCH} has no schedule.`);
    fire = schedule.fire;
    await world.clock.moveTo(schedule.at);
    await fire();

    const decisions = await until('everybody is decided', async () => {
      const made = (await decided()).filter((decision) => decision !== undefined);
      return made.length === CROWD ? made : undefined;
    });
    const treated = decisions.filter(({ chosen }) => chosen.length > 0);
    const others = decisions.filter(({ chosen }) => chosen.length === 0);
    expect(others.every(({ excluded }) => excluded[0]?.reason === 'held-out')).toBe(true);
    expected = new Set(treated.map((decision) => emailOf(decision, LAUNCH)));
    expect(expected.size).toBe(treated.length);
    await until('every message waits for the vendor', async () => {
      const waiting = await held();
      return [...expected].every((id) => waiting.has(id));
    });
    expect(sent()).toEqual([]);
  });

  it('starts no request to a vendor after `pause --all` has returned', async () => {
    const { world } = stage();
    await world.deployment.tandem('vendor', 'resume', 'mailhub');
    await until('some are delivered', () => sent().length >= SOME);
    await world.deployment.tandem('pause', '--all');
    const returned = Math.ceil(Date.now() / 1000);
    const requests = world.vendors.requests();
    const left = [...expected].filter((id) => !sent().includes(id));
    expect(left.length).toBeGreaterThan(SOME);

    await until('each message left has come by after the pause and was put off', async () => {
      const waiting = await held();
      return left.every((id) => (waiting.get(id)?.sentAt ?? 0) > returned);
    });
    expect(world.vendors.requests()).toBe(requests);
  });

  it('sends each held message once after `resume --all`', async () => {
    const { world } = stage();
    await world.deployment.tandem('resume', '--all');
    await until('everybody is sent to', () => sent().length >= expected.size);
    await world.settled();

    expect([...sent()].sort()).toEqual([...expected].sort());
    await world.counted(LAUNCH, {
      'requested.email': expected.size,
      'delivered.email': expected.size,
      exposed: expected.size,
      'held-out': CROWD - expected.size,
    });
  });

  it('says nothing more when the schedule fires again', async () => {
    const { world } = stage();
    const before = await decided();
    await fire();
    await world.settled();

    expect(await decided()).toEqual(before);
    expect(sent()).toHaveLength(expected.size);
    await world.counted(LAUNCH, { 'requested.email': expected.size, 'delivered.email': expected.size });
  });
};

const runOf = (trigger: LaunchDefinition['trigger'] | undefined): string => {
  if (trigger?.kind !== 'at') throw new Error(`${LAUNCH} is not scheduled.`);
  return trigger.at;
};
