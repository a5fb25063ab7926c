import fc from 'fast-check';
import type { DecisionTrigger } from '../../../contracts/decision';
import { createDecideFor } from '../../../lambdas/domain/decision-loop';
import { createReadCustomer } from '../../../lambdas/domain/read-customer';
import { launch, NOW, policy } from '../../support/decision-fixtures';
import { createDecisionWorld, type DecisionPorts, decideForWith } from '../../support/decision-world';

const entered = (key: string) => (): DecisionTrigger => ({ kind: 'event', event: 'Store Entered', itemKey: key });
const emailOnly = { reach: 'first', use: [{ channel: 'email', kind: 'push', vendor: 'mailhub' }] } as const;
const ADA = 'user_id:ada';

describe('createDecideFor', () => {
  it('keeps the decision and what it uses of the caps', async () => {
    const { ports, control, engagement, welcome } = createDecisionWorld();
    await welcome([ADA]);
    control.goLive(launch('coats', { channels: emailOnly }));
    const decided = await decideForWith(ports)({ strand: ADA, triggerOf: entered('S#a/EVT#shop#1') });
    expect(decided?.decision.chosen).toMatchObject([{ launch: 'coats', channel: 'email' }]);
    expect(engagement.decisions()).toEqual([decided?.decision]);
    expect(await engagement.loadLedgers([ADA])).toMatchObject([
      { version: 1, ledger: { sends: [{ launch: 'coats' }] } },
    ]);
  });

  it('decides for nobody where the strand is nobody’s or is not admitted', async () => {
    const { ports, control, engagement, welcome } = createDecisionWorld();
    await welcome([ADA]);
    control.goLive(launch('coats'));
    const decideFor = decideForWith(ports);
    expect(await decideFor({ strand: 'user_id:eve', triggerOf: entered('1') })).toBeUndefined();
    expect(await decideFor({ strand: ADA, triggerOf: entered('1'), admit: () => false })).toBeUndefined();
    expect(engagement.decisions()).toEqual([]);
  });

  it('gives the first decision again, whatever went live or merged in between', async () => {
    const { ports, control, welcome, happened } = createDecisionWorld();
    await welcome(['email:old'], {}, '2026-11-01T00:00:00.000Z');
    await welcome([ADA]);
    control.goLive(launch('coats', { channels: emailOnly }));
    const decideFor = decideForWith(ports);
    const first = await decideFor({ strand: ADA, triggerOf: entered('1') });
    control.goLive(launch('boots', { channels: emailOnly, rank: 99 }));
    await happened('Customer Identified', [ADA, 'email:old']);
    const again = await decideFor({ strand: ADA, triggerOf: entered('1') });
    expect(again?.view.person).toBe('email:old');
    expect(again?.decision).toEqual(first?.decision);
  });

  it('counts what any strand of a merged person was sent', async () => {
    const { ports, control, welcome, happened } = createDecisionWorld();
    await welcome(['email:old'], {}, '2026-11-01T00:00:00.000Z');
    await welcome([ADA]);
    control.goLive(launch('coats', { channels: emailOnly }));
    const decideFor = decideForWith(ports);
    await decideFor({ strand: ADA, triggerOf: entered('1') });
    await happened('Customer Identified', [ADA, 'email:old']);
    const merged = await decideFor({ strand: 'email:old', triggerOf: entered('2') });
    expect(merged?.decision.excluded).toMatchObject([{ launch: 'coats', reason: 'launch-cap' }]);
  });

  it('gives up when others win every time, so that the trigger comes again', async () => {
    const { ports, control, welcome } = createDecisionWorld();
    await welcome([ADA]);
    control.goLive(launch('coats', { channels: emailOnly }));
    const losing = { ...ports, saveDecision: async () => ({ outcome: 'conflict' }) as const };
    await expect(decideForWith(losing)({ strand: ADA, triggerOf: entered('1') })).rejects.toMatchObject({
      code: 'decision.contended',
      retryable: true,
    });
  });

  it('reads a person with one strand in one round, and merged people in two or three', async () => {
    const { ports, control, welcome, happened } = createDecisionWorld();
    await welcome([ADA]);
    control.goLive(launch('coats'));
    const rounds = async (strand: string, key: string): Promise<number> => {
      const counted = countRounds(ports);
      await decideForWith(counted.ports)({ strand, triggerOf: entered(key) });
      return counted.rounds();
    };
    expect(await rounds(ADA, '1')).toBe(1);
    await happened('Customer Identified', [ADA, 'email:new']);
    expect(await rounds(ADA, '2')).toBe(2);
    expect(await rounds('email:new', '3')).toBe(2);
    await happened('Customer Identified', [ADA, 'anonymous_id:phone']);
    expect(await rounds('email:new', '4')).toBe(3);
  });

  it('never sends more than the cap nor decides a trigger twice, however decisions interleave', async () => {
    const triggers = fc.array(fc.constantFrom('1', '2', '3', '4', '5'), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), triggers, fc.integer({ min: 1, max: 3 }), async (scheduler, keys, cap) => {
        const { ports, control, engagement, welcome } = createDecisionWorld();
        await welcome([ADA, 'email:e1']);
        control.goLive(launch('coats', { channels: emailOnly, limits: { messages: 2, perSeconds: 3600 } }));
        control.goLive(launch('boots', { channels: emailOnly, limits: { messages: 2, perSeconds: 3600 } }));
        const decideFor = decideForWith(scheduled(ports, scheduler), {
          perPerson: { messages: cap, perSeconds: 3600 },
        });
        const all = keys.map((key, index) =>
          decideFor({ strand: index % 2 === 0 ? ADA : 'email:e1', triggerOf: entered(key) }).catch(
            (error: { code: string }) => expect(error.code).toBe('decision.contended'),
          ),
        );
        await scheduler.waitFor(Promise.all(all));

        const decisions = engagement.decisions();
        expect(new Set(decisions.map(({ decisionId }) => decisionId)).size).toBe(decisions.length);
        expect(decisions.length).toBeLessThanOrEqual(new Set(keys).size);
        expect(decisions.flatMap(({ chosen }) => chosen).length).toBeLessThanOrEqual(cap);
      }),
      { numRuns: 60 },
    );
  });

  it('makes one decision a trigger while strands merge', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { ports, control, engagement, welcome, happened } = createDecisionWorld();
        await welcome(['email:old'], {}, '2026-11-01T00:00:00.000Z');
        await welcome([ADA]);
        control.goLive(launch('coats', { channels: emailOnly }));
        const decideFor = decideForWith(scheduled(ports, scheduler));
        const request = { strand: ADA, triggerOf: entered('1') };
        const merge = scheduler
          .schedule(Promise.resolve())
          .then(() => happened('Customer Identified', [ADA, 'email:old']));
        const all = Promise.all([decideFor(request), decideFor(request), merge]);
        await scheduler.waitFor(all);
        const [one, other] = await all;
        expect(one?.decision).toEqual(other?.decision);
        expect(engagement.decisions()).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps inputs from which the decision can be made again', async () => {
    const { ports, control, welcome } = createDecisionWorld();
    await welcome([ADA]);
    control.goLive(launch('coats'));
    control.goLive(launch('mail', { trigger: { kind: 'ask' } }));
    const saved: unknown[] = [];
    const deps = { ...ports, readCustomer: createReadCustomer(ports), policy };
    const saveDecision: DecisionPorts['saveDecision'] = async (decision, inputs) => {
      saved.push([decision.at, inputs.now, inputs.launches.map(({ definition }) => definition.launch)]);
      return { outcome: 'saved' };
    };
    await createDecideFor({ ...deps, saveDecision })({ strand: ADA, triggerOf: entered('1') });
    expect(saved).toEqual([[NOW, NOW, ['coats']]]);
  });
});

const scheduled = <P extends DecisionPorts>(ports: P, scheduler: fc.Scheduler): DecisionPorts => ({
  clock: ports.clock,
  freeCodes: ports.freeCodes,
  liveLaunches: ports.liveLaunches,
  readSurroundings: scheduler.scheduleFunction(ports.readSurroundings),
  loadPersons: scheduler.scheduleFunction(ports.loadPersons),
  loadLedgers: scheduler.scheduleFunction(ports.loadLedgers),
  saveDecision: scheduler.scheduleFunction(ports.saveDecision),
});

/** Counts sequential rounds of reads: a read that starts while another is under way belongs to its round. */
const countRounds = (ports: DecisionPorts): { readonly ports: DecisionPorts; readonly rounds: () => number } => {
  let [rounds, underWay] = [0, 0];
  const counting =
    <A extends readonly unknown[], R>(read: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (underWay === 0) rounds += 1;
      underWay += 1;
      const result = await read(...args);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay -= 1;
      return result;
    };
  const { clock, liveLaunches, readSurroundings, loadPersons, loadLedgers, saveDecision, freeCodes } = ports;
  return {
    ports: {
      clock: counting(clock),
      liveLaunches: counting(liveLaunches),
      readSurroundings: counting(readSurroundings),
      loadPersons: counting(loadPersons),
      loadLedgers: counting(loadLedgers),
      saveDecision,
      freeCodes,
    },
    rounds: () => rounds,
  };
};
