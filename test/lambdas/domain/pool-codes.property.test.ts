import fc from 'fast-check';
import type { Decision, DecisionTrigger } from '../../../contracts/decision';
import { createFreeCodes } from '../../../lambdas/stores/free-codes';
import { launch } from '../../support/decision-fixtures';
import {
  createDecisionWorld,
  type DecisionPorts,
  type DecisionWorld,
  decideForWith,
} from '../../support/decision-world';

const PEOPLE = ['user_id:ada', 'user_id:ben', 'user_id:cem', 'user_id:dua'] as const;
const INSTANCES = 3;
const WOOL = launch('coats', {
  channels: { reach: 'first', use: [{ channel: 'email', kind: 'push', vendor: 'mailhub' }] },
  limits: { messages: 9, perSeconds: 3600 },
  offers: [{ id: 'ten-off', code: { pool: 'tens' }, copy: { en: { headline: 'Ten off', body: 'For you.' } } }],
});

type Fault = 'none' | 'lost-before' | 'lost-after';
interface Step {
  readonly who: number;
  readonly moment: number;
  readonly instance: number;
  readonly fault: Fault;
}
const step = fc.record({
  who: fc.integer({ min: 0, max: PEOPLE.length - 1 }),
  moment: fc.integer({ min: 0, max: 2 }),
  instance: fc.integer({ min: 0, max: INSTANCES - 1 }),
  fault: fc.constantFrom<Fault>('none', 'none', 'lost-before', 'lost-after'),
});

const CRASHED = Object.assign(new Error('The function ended.'), { code: 'crashed' });

/** An instance over the shared stores: it holds codes of its own, and a call to save may be the last thing it does. */
const instanceOf = (
  ports: DecisionWorld['ports'],
  scheduler: fc.Scheduler,
  listFree: DecisionWorld['engagement']['listFree'],
) => {
  const freeCodes = createFreeCodes(scheduler.scheduleFunction(listFree), () => new Date());
  return (fault: Fault) => {
    const saveDecision: DecisionPorts['saveDecision'] = async (...asked) => {
      if (fault === 'lost-before') throw CRASHED;
      const saved = await scheduler.scheduleFunction(ports.saveDecision)(...asked);
      if (fault === 'lost-after') throw CRASHED;
      return saved;
    };
    const loadLedgers = scheduler.scheduleFunction(ports.loadLedgers);
    return decideForWith(
      { ...ports, loadLedgers, saveDecision, freeCodes },
      { perPerson: { messages: 99, perSeconds: 3600 } },
    );
  };
};

const momentOf =
  ({ who, moment }: Step) =>
  (): DecisionTrigger => ({
    kind: 'event',
    event: 'Store Entered',
    itemKey: `${PEOPLE[who]}#${moment}`,
  });

const codesIn = (decisions: readonly Decision[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const owners = new Map<string, Set<string>>();
  for (const { person, chosen } of decisions) {
    for (const { code } of chosen)
      if (code !== undefined) owners.set(code, (owners.get(code) ?? new Set()).add(person));
  }
  return owners;
};

describe('one-use codes of a pool', () => {
  it('are each given to one person, once, whatever is redelivered, crashes or happens at once', async () => {
    const plan = fc.tuple(fc.array(step, { minLength: 1, maxLength: 14 }), fc.integer({ min: 0, max: 5 }));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plan, async (scheduler, [steps, size]) => {
        const world = createDecisionWorld();
        for (const one of PEOPLE) await world.welcome([one]);
        const codes = Array.from({ length: size }, (_, index) => `WOOL-${index}`);
        await world.engagement.addCodes('coats', 'tens', codes);
        world.control.goLive(WOOL);
        const instances = Array.from({ length: INSTANCES }, () =>
          instanceOf(world.ports, scheduler, world.engagement.listFree),
        );
        const work = steps.map(async (one) => {
          const decideFor = instances[one.instance]?.(one.fault);
          return decideFor?.({ strand: PEOPLE[one.who] ?? '', triggerOf: momentOf(one) }).catch(
            (error: { code?: string }) => {
              expect(['crashed', 'decision.contended']).toContain(error.code);
            },
          );
        });
        await scheduler.waitFor(Promise.all(work));

        const decisions = world.engagement.decisions();
        const owners = codesIn(decisions);
        for (const people of owners.values()) expect(people.size).toBe(1);
        // Nobody is given two, and what is not given is still there.
        expect(new Set([...owners.values()].flatMap((people) => [...people])).size).toBe(owners.size);
        expect(world.engagement.codesLeft('coats', 'tens')).toBe(size - owners.size);
        for (const [id, [person = '']] of [...owners].map(([code, people]) => [code, [...people]] as const)) {
          const [stored] = await world.engagement.loadLedgers([person]);
          expect(stored?.ledger.codes?.['coats/tens']).toMatchObject({ id, code: id.replace('id-', '') });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('stay with people who turn out to be one: the first one is theirs, and no third is given', async () => {
    const world = createDecisionWorld();
    await world.welcome(['email:old'], {}, '2026-11-01T00:00:00.000Z');
    await world.welcome(['user_id:ada']);
    await world.engagement.addCodes('coats', 'tens', ['WOOL-1', 'WOOL-2', 'WOOL-3']);
    world.control.goLive(WOOL);
    const decideFor = decideForWith(world.ports, { perPerson: { messages: 99, perSeconds: 3600 } });
    const decided = async (strand: string, at: string, itemKey: string) => {
      world.time.now = at;
      return decideFor({ strand, triggerOf: () => ({ kind: 'event', event: 'Store Entered', itemKey }) });
    };
    const first = await decided('email:old', '2026-11-27T12:00:00.000Z', '1');
    const second = await decided('user_id:ada', '2026-11-27T12:01:00.000Z', '2');
    await world.happened('Customer Identified', ['user_id:ada', 'email:old']);
    const merged = await decided('user_id:ada', '2026-11-27T12:02:00.000Z', '3');
    const codeOf = (one: typeof first): string | undefined => one?.decision.chosen[0]?.code;
    expect(codeOf(second)).not.toBe(codeOf(first));
    expect(codeOf(merged)).toBe(codeOf(first));
    expect(world.engagement.codesLeft('coats', 'tens')).toBe(1);
  });

  it('are nobody’s any more once the person is erased, and are not given again', async () => {
    const world = createDecisionWorld();
    await world.welcome(['user_id:ada']);
    await world.engagement.addCodes('coats', 'tens', ['WOOL-1']);
    world.control.goLive(WOOL);
    const triggerOf = (): DecisionTrigger => ({ kind: 'event', event: 'Store Entered', itemKey: '1' });
    const decided = await decideForWith(world.ports)({ strand: 'user_id:ada', triggerOf });
    await world.engagement.forgetLedger('user_id:ada');
    await world.engagement.forgetDecisions([decided?.decision.decisionId ?? '']);
    expect(await world.engagement.readEngaged('user_id:ada')).toEqual({ decisions: [] });
    expect(world.engagement.codesLeft('coats', 'tens')).toBe(0);
  });
});
