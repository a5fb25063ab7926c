import type { LaunchDefinition } from '../../../../contracts/decision';
import type { BusEvent } from '../../../../contracts/event';
import { PLATFORM_EVENT } from '../../../../contracts/names';
import { decisionEvents } from '../../../../lambdas/domain/emit';
import { decisionIdOf } from '../../../../lambdas/domain/ids';
import { readSchedules } from '../../../../local/replay/schedules';
import { type Customer, customers, welcome } from '../../../support/e2e/people';
import { heldRequests } from '../../../support/e2e/queues';
import { until } from '../../../support/e2e/until';
import { emailOf } from '../../../support/e2e/world';
import type { Stage } from './stage';

const LAUNCH = 'win-back';
const CROWD = 60;
/** Requests that are put on the bus beside those of the launch's own decisions, so that many are in flight. */
const MORE = 160;
/** So many must have arrived before everything is stopped, and so many at least must then be left. */
const SOME = 20;
/** Entries that the bus takes at once. */
const ENTRIES = 10;

/** A scheduled launch speaks to each person at most once, and stops in the middle of it when IT says so. */
export const winBack = (stage: Stage): void => {
  const crowd = customers('quiet', CROWD);
  const traits = { last_order_on: '2026-10-20', orders_90d: 5 };
  /** Ids of all messages that must arrive, once each. */
  let expected: ReadonlySet<string>;
  let requests: readonly BusEvent[];
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
    const own = new Set(treated.map((decision) => emailOf(decision, LAUNCH)));
    expect(own.size).toBe(treated.length);
    await until('every message waits for the vendor', async () => {
      const waiting = await held();
      return [...own].every((id) => waiting.has(id));
    });
    expect(sent()).toEqual([]);

    // For the next scenario: as if the same people had been decided about again and again.
    const repeated = Array.from({ length: MORE }, (_, at) => {
      const decision = treated[at % treated.length];
      if (decision === undefined) throw new Error('Nobody is treated.');
      return { ...decision, decisionId: `${decision.decisionId}-${at}` };
    });
    expected = new Set([...own, ...repeated.map((decision) => emailOf(decision, LAUNCH))]);
    requests = repeated
      .flatMap((decision) => decisionEvents({ decision, trace: 'repeated' }))
      .filter(({ detailType }) => detailType === PLATFORM_EVENT.messageRequested);
  });

  it('starts no request to a vendor after `pause --all` has returned', async () => {
    const { world } = stage();
    await world.deployment.tandem('vendor', 'resume', 'mailhub');
    for (let at = 0; at < MORE; at += ENTRIES) await world.putOnBus(requests.slice(at, at + ENTRIES));
    await until('some are delivered', () => sent().length >= SOME);
    await world.deployment.tandem('pause', '--all');
    const returned = Math.ceil(Date.now() / 1000);
    const arrived = world.vendors.requests();
    const left = [...expected].filter((id) => !sent().includes(id));
    expect(left.length).toBeGreaterThan(SOME);

    await until('each message left has come by after the pause and was put off', async () => {
      const waiting = await held();
      return left.every((id) => (waiting.get(id)?.sentAt ?? 0) > returned);
    });
    expect(world.vendors.requests()).toBe(arrived);
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
      exposed: expected.size - MORE,
      'held-out': CROWD + MORE - expected.size,
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
