import type { LaunchDefinition } from '../../../contracts/decision';
import type { RehearseTask } from '../../../contracts/rehearsal';
import { byMail, entered, MARKER, populate, REHEARSE_NOW } from '../../support/rehearse-people';
import { createRehearseWorld, hashed } from '../../support/rehearse-world';

describe('rehearse-launch: what it lets out', () => {
  const tasks = (definition: LaunchDefinition): readonly RehearseTask[] => [
    { task: 'reach', definition },
    { task: 'history', definition, days: 14 },
  ];

  it('counts alone: no id, no token, no value, in no slice and in no line of its log', async () => {
    let elapsed = 0;
    const world = createRehearseWorld({
      elapsed: () => {
        elapsed += 60_000;
        return elapsed;
      },
    });
    await populate(world, 70, () => ({}));
    for (let number = 0; number < 70; number += 1) await entered(world, number, '2026-11-26T15:00:00.000Z');
    world.time.now = REHEARSE_NOW;
    world.lines.length = 0;
    const answers: string[] = [];
    for (const task of tasks(byMail())) {
      let continuation: string | undefined;
      do {
        const answer = await world.rehearse({ ...task, ...(continuation !== undefined && { continuation }) });
        if (answer.refused !== undefined) throw new Error(answer.refused);
        continuation = answer.continuation;
        const opened = Buffer.from(continuation ?? '', 'base64url').toString('latin1');
        answers.push(JSON.stringify(answer), opened);
      } while (continuation !== undefined);
    }
    expect(answers).toHaveLength(2 * 2 * 64);
    expect(answers.join('\n')).not.toContain(MARKER);
    expect(JSON.stringify(world.lines)).not.toContain(MARKER);
    expect(world.lines.length).toBe(2 * 64);
  });

  it('says no more than that there are a few, where there are a few', async () => {
    const world = createRehearseWorld();
    await populate(world, 40, (number) => ({ consent: number >= 3 }));
    const reach = await world.reach(byMail());
    expect(reach.notReachable['no-consent']).toMatchObject({ people: { from: 1, to: 4 } });
    expect(reach.reachable).toMatchObject({ people: { from: 35, to: 39 } });
    for (let number = 0; number < 3; number += 1) await entered(world, number, '2026-11-26T15:00:00.000Z');
    world.time.now = REHEARSE_NOW;
    const history = await world.history(byMail(), 14);
    expect(history.moments).toEqual({ people: expect.objectContaining({ people: { from: 1, to: 4 } }) });
  });

  it('comes to the same in one slice and in many', async () => {
    const answersOf = async (elapsed: () => number) => {
      const world = createRehearseWorld({ elapsed });
      await populate(world, 50, (number) => ({ consent: number % 3 > 0 }));
      for (let number = 0; number < 50; number += 1) await entered(world, number, '2026-11-26T15:00:00.000Z');
      world.time.now = REHEARSE_NOW;
      return [await world.reach(byMail()), await world.history(byMail(), 14)];
    };
    let time = 0;
    const slow = (): number => {
      time += 7000;
      return time;
    };
    expect(await answersOf(slow)).toEqual(await answersOf(() => 0));
  });

  it('looks at a part of many people, and says how sure it is', async () => {
    const world = createRehearseWorld();
    await populate(world, 400, (number) => ({ consent: number % 2 === 0 }));
    // A stage of which the first shard alone holds more than are wanted.
    const listPersons: typeof world.deps.listPersons = async (shard, limit, cursor) => {
      const page = await world.profiles.listPersons(shard, limit, cursor);
      const gone = Array.from({ length: shard === 0 ? 150 : 0 }, (_, number) => `user_id:gone${number}`);
      return { ...page, persons: [...page.persons, ...gone] };
    };
    const partial = createRehearseWorld({ ...world.deps, listPersons, liveLaunches: async () => [] });
    partial.time.now = REHEARSE_NOW;
    const { sample, reachable } = await partial.reach(byMail());
    expect(sample.complete).toBe(false);
    expect(sample.sampled).toBeLessThan(400);
    expect(reachable.low).toBeLessThan(200);
    expect(reachable.high).toBeGreaterThan(200);
  });

  it('writes nothing', async () => {
    const world = createRehearseWorld();
    await populate(world, 20, () => ({}));
    await entered(world, 1, '2026-11-26T15:00:00.000Z');
    const stored = () => JSON.stringify([world.profiles.bytes(), world.engagement.decisions(), world.bus.published()]);
    const before = stored();
    await world.reach(byMail());
    await world.history(byMail(), 31);
    expect(stored()).toBe(before);
  });
});

describe('rehearse-launch: what it refuses', () => {
  const refusalOf = async (task: object, world = createRehearseWorld()) =>
    (await world.rehearse(task as RehearseTask)).refused;

  it('a definition that was not compiled, is too long, or is not what its hash says', async () => {
    const definition = byMail();
    const long = hashed('coats', { team: 'a'.repeat(150), purpose: 'p' });
    const offers = Array.from({ length: 5000 }, (_, id) => ({ id: `offer-${id}`, copy: {} }));
    for (const wrong of [
      undefined,
      {},
      { ...definition, rank: 11 },
      hashed('coats', { offers }),
      { ...long, team: 1 },
    ]) {
      expect(await refusalOf({ task: 'reach', definition: wrong })).toBe('definition-unsound');
    }
  });

  it('days that are not kept whole', async () => {
    for (const days of [0, 32, 1.5, -1, '14', undefined, Number.NaN]) {
      expect(await refusalOf({ task: 'history', definition: byMail(), days })).toBe('days-unsound');
    }
  });

  it('a continuation that is not its own, is of another launch, or was begun beside other launches', async () => {
    const world = createRehearseWorld({ elapsed: counting() });
    await populate(world, 5, () => ({}));
    const first = await world.rehearse({ task: 'reach', definition: byMail() });
    const continuation = first.refused === undefined ? first.continuation : undefined;
    expect(continuation).toBeDefined();
    const stale = { task: 'reach', definition: byMail(), continuation };
    expect(await refusalOf({ ...stale, continuation: 'AAAA' }, world)).toBe('continuation-stale');
    expect(await refusalOf({ ...stale, continuation: 7 }, world)).toBe('continuation-stale');
    expect(await refusalOf({ ...stale, definition: byMail({ rank: 3 }) }, world)).toBe('continuation-stale');
    expect(await refusalOf({ ...stale, task: 'history', days: 14 }, world)).toBe('continuation-stale');
    expect(await refusalOf(stale, world)).toBeUndefined();
    world.control.goLive(hashed('tea'));
    expect(await refusalOf(stale, world)).toBe('continuation-stale');
  });
});

/** A clock that a slice takes one shard by. */
const counting = () => {
  let time = 0;
  return (): number => {
    time += 60_000;
    return time;
  };
};
