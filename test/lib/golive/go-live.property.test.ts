import fc from 'fast-check';
import type { LaunchDefinition, Trigger } from '../../../contracts/decision';
import { type Found, type Wanted, wakesBy } from '../../../lib/golive/facts';
import { DeployError, type GoLiveEnd, type GoLivePorts, goLive } from '../../../lib/golive/go-live';
import { launch } from '../../support/decision-fixtures';

class Crash extends Error {}

const event = (name: string): Trigger => ({ kind: 'event', event: name });
const TRIGGERS: readonly Trigger[] = [
  event('Store Entered'),
  event('Product Viewed'),
  { kind: 'at', at: '2026-11-27T12:00:00.000Z', clock: 'launch' },
  { kind: 'ask' },
];
const versionOf = (hash: string, trigger: Trigger): LaunchDefinition => launch('coats', { hash, trigger });

interface Stack {
  readonly definition: LaunchDefinition;
  readonly plan: string | undefined;
  readonly keep?: LaunchDefinition | undefined;
}
interface Row {
  readonly state: 'live' | 'paused' | 'ended';
  readonly plan: string;
  readonly hash: string;
}

/** One launch of a stage. What is written lasts; whoever writes it may die before or after. */
class World {
  row: Row | undefined;
  stack: Stack | undefined;
  readonly kept = new Map<string, LaunchDefinition>();
  /** Calls that are left until the machine dies; the last one is cut off before or after its effect. */
  left = Number.POSITIVE_INFINITY;
  diesAfter = false;
  deploys = (_definition: LaunchDefinition): boolean => true;
  probes = true;
  /** What somebody else does to the row while the probe runs. */
  meanwhile = (): void => undefined;

  ports(): GoLivePorts {
    return {
      look: () => this.#call(() => this.#found()),
      deploy: ({ definition, plan }, keep) =>
        this.#call(() => {
          if (!this.deploys(definition)) throw new DeployError('rolled back');
          this.stack = { definition, plan, keep };
        }),
      destroy: () =>
        this.#call(() => {
          this.stack = undefined;
        }),
      keep: (definition) => this.#call(() => void this.kept.set(definition.hash, definition)),
      probe: () =>
        this.#call(() => {
          this.meanwhile();
          return { passed: this.probes, proven: [], why: this.probes ? '' : 'not heard of', waits: false };
        }),
      switchOn: ({ definition, plan }, found) =>
        this.#call(() => {
          if (this.row?.hash !== found.row?.definition.hash || (this.row !== undefined && this.row.state !== 'live'))
            return false;
          this.row = { state: 'live', hash: definition.hash, plan };
          return true;
        }),
      say: () => undefined,
    };
  }

  #found(): Found {
    const definition = this.row && this.kept.get(this.row.hash);
    return {
      ...(this.row && definition && { row: { state: this.row.state, plan: this.row.plan, definition } }),
      ...(this.stack && { stack: { hash: this.stack.definition.hash, keeps: this.stack.keep?.hash } }),
    };
  }

  async #call<T>(effect: () => T): Promise<T> {
    this.left -= 1;
    if (this.left < 0) throw new Crash();
    if (this.left === 0 && !this.diesAfter) throw new Crash();
    const value = effect();
    if (this.left === 0) throw new Crash();
    return value;
  }

  /** What speaks, and whether it is set off and can be read: nothing, or all of a definition. */
  speaks(): string | undefined {
    if (this.row?.state !== 'live') return undefined;
    const definition = this.kept.get(this.row.hash);
    expect(definition).toBeDefined();
    if (definition === undefined) return undefined;
    const setsOff = [this.stack?.definition, this.stack?.keep].flatMap((one) =>
      one === undefined ? [] : [wakesBy(one)],
    );
    if (definition.trigger.kind !== 'ask') expect(setsOff).toContain(wakesBy(definition));
    return this.row.hash;
  }
}

/** Nothing, a stack that never spoke, or a launch that is live: with the same or another trigger, wholly or with something kept. */
const beginnings = fc.record({
  row: fc.boolean(),
  stack: fc.boolean(),
  was: fc.constantFrom(...TRIGGERS),
  next: fc.constantFrom(...TRIGGERS),
});
type Beginning = typeof beginnings extends fc.Arbitrary<infer T> ? T : never;

const worldOf = ({ row, stack, was }: Beginning): World => {
  const world = new World();
  const former = versionOf('was', was);
  if (row) {
    world.kept.set('was', former);
    world.row = { state: 'live', hash: 'was', plan: 'plan-was' };
  }
  if (row || stack) world.stack = { definition: former, plan: 'plan-was' };
  return world;
};
const wantedOf = ({ next }: Beginning): Wanted => ({ definition: versionOf('next', next), plan: 'plan-next' });

const run = async (world: World, wanted: Wanted): Promise<GoLiveEnd | 'crashed'> => {
  try {
    return await goLive(world.ports(), wanted);
  } catch (error) {
    if (error instanceof Crash) return 'crashed';
    throw error;
  }
};

/** More than any run makes. */
const MOST_CALLS = 30;

describe('going live', () => {
  it('is wholly as before or wholly new after a crash between any two steps, and the next run ends it', async () => {
    await fc.assert(
      fc.asyncProperty(
        beginnings,
        fc.array(fc.record({ at: fc.integer({ min: 1, max: MOST_CALLS }), after: fc.boolean() }), { maxLength: 4 }),
        async (beginning, crashes) => {
          const world = worldOf(beginning);
          const wanted = wantedOf(beginning);
          const before = world.speaks();
          for (const { at, after } of crashes) {
            Object.assign(world, { left: at, diesAfter: after });
            await run(world, wanted);
            expect([before, 'next']).toContain(world.speaks());
          }
          world.left = Number.POSITIVE_INFINITY;
          expect(await run(world, wanted)).toMatchObject({ end: 'live' });
          expect(world.speaks()).toBe('next');
          expect(world.row).toEqual({ state: 'live', hash: 'next', plan: 'plan-next' });
          expect(world.stack).toEqual({ ...wanted, keep: undefined });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('leaves what spoke before as it was where a deployment or the probe fails, crashes included', async () => {
    await fc.assert(
      fc.asyncProperty(
        beginnings,
        fc.constantFrom('deploy', 'probe'),
        fc.option(fc.record({ at: fc.integer({ min: 1, max: MOST_CALLS }), after: fc.boolean() }), { nil: undefined }),
        async (beginning, fails, crash) => {
          const world = worldOf(beginning);
          const wanted = wantedOf(beginning);
          const [before, stack] = [world.speaks(), world.stack];
          if (fails === 'probe') world.probes = false;
          else world.deploys = ({ hash }) => hash !== 'next';
          if (crash !== undefined) {
            Object.assign(world, { left: crash.at, diesAfter: crash.after });
            await run(world, wanted);
            expect(world.speaks()).toBe(before);
            world.left = Number.POSITIVE_INFINITY;
          }
          expect(await run(world, wanted)).toMatchObject({ end: 'failed', at: fails });
          expect(world.speaks()).toBe(before);
          // A stack of which a crashed run left no word may stay, dark.
          if (crash === undefined) expect(world.stack).toEqual(beginning.row || !beginning.stack ? stack : world.stack);
          if (before !== undefined)
            expect(world.stack).toEqual({
              definition: versionOf('was', beginning.was),
              plan: 'plan-was',
              keep: undefined,
            });

          Object.assign(world, { probes: true, deploys: () => true });
          expect(await run(world, wanted)).toMatchObject({ end: 'live' });
          expect(world.speaks()).toBe('next');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('switches nothing on that was paused, ended or replaced while it was probed', async () => {
    const others: readonly Row[] = [
      { state: 'paused', hash: 'was', plan: 'plan-was' },
      { state: 'ended', hash: 'was', plan: 'plan-was' },
      { state: 'live', hash: 'other', plan: 'plan-other' },
    ];
    await fc.assert(
      fc.asyncProperty(beginnings, fc.constantFrom(...others), async (beginning, other) => {
        const world = worldOf({ ...beginning, row: true });
        world.kept.set('other', versionOf('other', beginning.was));
        world.meanwhile = () => {
          world.row = other;
        };
        const end = await run(world, wantedOf(beginning));
        expect(['refused', 'raced']).toContain(end === 'crashed' ? end : end.end);
        expect(world.row).toEqual(other);
        world.speaks();
      }),
    );
  });
});
