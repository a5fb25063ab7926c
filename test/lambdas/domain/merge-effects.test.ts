import type { DecisionTrigger } from '../../../contracts/decision';
import { audience, launch } from '../../support/decision-fixtures';
import { createDecisionWorld, type DecisionWorld, decideForWith } from '../../support/decision-world';

const entered = (key: string) => (): DecisionTrigger => ({ kind: 'event', event: 'Store Entered', itemKey: key });
const email = { reach: 'first', use: [{ channel: 'email', kind: 'push', vendor: 'mailhub' }] } as const;
const often = { messages: 9, perSeconds: 86_400 };
const day = (number: number): string => `2026-11-${number}T08:00:00.000Z`;

/** What comes of a trigger for a strand: launches chosen, and reasons of those that were not. */
const decided = async (world: DecisionWorld, strand: string, key: string, messages = 9) => {
  const perPerson = { messages, perSeconds: 7 * 86_400 };
  const made = await decideForWith(world.ports, { perPerson })({ strand, triggerOf: entered(key) });
  if (made === undefined) throw new Error(`${strand} is nobody's.`);
  const { chosen, excluded } = made.decision;
  return { chosen: chosen.map((one) => one.launch), excluded: excluded.map(({ reason }) => reason) };
};

describe('caps after a merge', () => {
  const twoWhoWereSentOne = async (): Promise<DecisionWorld> => {
    const world = createDecisionWorld();
    await world.welcome(['email:old'], {}, day(18));
    await world.welcome(['user_id:u'], {}, day(19));
    world.control.goLive(launch('coats', { channels: email, limits: often }));
    for (const strand of ['email:old', 'user_id:u']) {
      expect((await decided(world, strand, `${strand}/EVT#1`, 2)).chosen).toEqual(['coats']);
    }
    return world;
  };

  it('count what was sent to either', async () => {
    const world = await twoWhoWereSentOne();
    await world.happened('Page Viewed', ['user_id:u', 'email:old'], { at: day(20) });
    expect(await decided(world, 'user_id:u', 'S#u/EVT#2', 2)).toEqual({ chosen: [], excluded: ['person-cap'] });
    expect((await decided(world, 'email:old', 'S#e/EVT#3', 3)).chosen).toEqual(['coats']);
    expect((await decided(world, 'user_id:u', 'S#u/EVT#4', 3)).chosen).toEqual([]);
  });

  it('are each their own again where the merge is taken back', async () => {
    const world = await twoWhoWereSentOne();
    await world.happened('Page Viewed', ['user_id:u', 'email:old'], { at: day(20) });
    await world.happened('Page Viewed', ['user_id:other', 'email:old'], { at: day(18) });
    expect((await decided(world, 'user_id:u', 'S#u/EVT#2', 2)).chosen).toEqual(['coats']);
  });
});

describe('the experiment after a merge', () => {
  const held = launch('coats', { channels: email, audience: audience({ holdout: 0.5 }), limits: often });
  const armOf = async (world: DecisionWorld, strand: string, key: string) =>
    (await decided(world, strand, key)).chosen.length === 1 ? 'treated' : 'held-out';

  it('draws lots by the oldest lasting identifier, whichever one is asked by', async () => {
    const arms = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const alone = createDecisionWorld();
        await alone.welcome([`email:e${i}`], {}, day(18));
        alone.control.goLive(held);
        const merged = createDecisionWorld();
        await merged.happened('Page Viewed', [`anonymous_id:d${i}`], { at: day(17) });
        await merged.welcome([`email:e${i}`], {}, day(18));
        await merged.welcome([`user_id:u${i}`, `email:e${i}`, `anonymous_id:d${i}`], {}, day(19));
        merged.control.goLive(held);
        const arm = await armOf(merged, `anonymous_id:d${i}`, `S#d${i}/EVT#1`);
        expect(arm).toBe(await armOf(alone, `email:e${i}`, `S#e${i}/EVT#1`));
        return arm;
      }),
    );
    expect(new Set(arms)).toEqual(new Set(['treated', 'held-out']));
  });

  it('keeps the arm of the first contact, though the merge gives the person another id', async () => {
    const world = createDecisionWorld();
    const arms = new Map<string, string>();
    world.control.goLive(held);
    for (let i = 0; i < 20; i += 1) {
      await world.welcome([`anonymous_id:d${i}`], {}, day(18));
      arms.set(`u${i}`, await armOf(world, `anonymous_id:d${i}`, `S#d${i}/EVT#1`));
      await world.welcome([`user_id:u${i}`, `anonymous_id:d${i}`], {}, day(19));
    }
    for (const [user, arm] of arms) expect(await armOf(world, `user_id:${user}`, `S#${user}/EVT#2`)).toBe(arm);
    expect(new Set(arms.values()).size).toBe(2);
  });

  it('goes on where a browser that made the first contact parts', async () => {
    const world = createDecisionWorld();
    world.control.goLive(held);
    const years = (number: number): string => `20${String(number)}-01-01T00:00:00.000Z`;
    await world.welcome(['user_id:u', 'anonymous_id:first'], {}, years(10));
    const arm = await armOf(world, 'anonymous_id:first', 'S#f/EVT#1');
    for (let i = 0; i < 31; i += 1) {
      await world.happened('Page Viewed', ['user_id:u', `anonymous_id:d${i}`], {
        at: `2020-02-01T00:00:${String(i).padStart(2, '0')}.000Z`,
      });
    }
    expect(world.profiles.pointerOf('anonymous_id:first')).toBe('anonymous_id:first');
    const ledgers = await world.engagement.loadLedgers(['user_id:u', 'anonymous_id:first']);
    expect(ledgers).toMatchObject([{ strand: 'user_id:u', ledger: { exposures: { coats: { arm } } } }]);
  });
});
