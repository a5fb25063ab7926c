import type { LaunchDefinition } from '../../../contracts/decision';
import { createLaunchDefinitions, createLiveLaunches } from '../../../lambdas/stores/live-launches';
import { createLru } from '../../../lambdas/stores/lru';
import { createSecretReader } from '../../../lambdas/stores/secrets';
import { launch } from '../../support/decision-fixtures';

/** A clock that the test moves. */
const createClock = () => {
  let time = Date.parse('2026-11-27T12:00:00.000Z');
  return {
    now: () => new Date(time),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};

describe('the cache', () => {
  it('drops what was unused for longest when it is full', () => {
    const cache = createLru<number>({ entries: 2, milliseconds: 1000, now: () => new Date(0) });
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  });

  it('forgets what is too old, however often it is used', () => {
    const clock = createClock();
    const cache = createLru<number>({ entries: 2, milliseconds: 1000, now: clock.now });
    cache.set('a', 1);
    clock.pass(999);
    expect(cache.get('a')).toBe(1);
    clock.pass(1);
    expect(cache.get('a')).toBeUndefined();
  });
});

describe('reading a secret', () => {
  const open = (answers: (string | undefined)[]) => {
    const clock = createClock();
    const asked: string[] = [];
    const send = async ({ input }: { input: { SecretId: string } }) => {
      asked.push(input.SecretId);
      if (answers.length === 0) throw new Error('down');
      return { SecretString: answers.shift() };
    };
    return {
      clock,
      asked,
      read: createSecretReader({ client: { send } as never, prefix: 'tandem/test', now: clock.now }).readSecret,
    };
  };
  it('asks once for callers at once and again after five minutes', async () => {
    const { clock, asked, read } = open(['one', 'two']);
    expect(await Promise.all([read('ingest-key'), read('ingest-key')])).toEqual(['one', 'one']);
    clock.pass(5 * 60_000 - 1);
    expect(await read('ingest-key')).toBe('one');
    clock.pass(1);
    expect(await read('ingest-key')).toBe('two');
    expect(asked).toEqual(['tandem/test/ingest-key', 'tandem/test/ingest-key']);
  });

  it('rejects for a secret without text', async () => {
    const { read } = open([undefined]);
    await expect(read('vault-key')).rejects.toMatchObject({ code: 'secret.missing' });
  });

  it('keeps no failure', async () => {
    const answers: string[] = [];
    const { read } = open(answers);
    await expect(read('vault-key')).rejects.toThrow('down');
    answers.push('one');
    expect(await read('vault-key')).toBe('one');
  });
});

describe('live launches', () => {
  const open = (states: Record<string, 'live' | 'paused' | 'ended'>, atMost?: number) => {
    const clock = createClock();
    const reads = { rows: 0, counters: 0 };
    let exposed = 0;
    let isDown = false;
    const definitionOf = (id: string): LaunchDefinition =>
      launch(id, { audience: { include: [], exclude: [], holdout: 0, ...(atMost === undefined ? {} : { atMost }) } });
    const deps = {
      now: clock.now,
      listLaunches: async () => {
        reads.rows += 1;
        if (isDown) throw new Error('down');
        return Object.entries(states).map(([id, state]) => ({ launch: id, state, hash: 'h' }));
      },
      loadDefinition: async (id: string) => definitionOf(id),
      readUsed: async () => {
        reads.counters += 1;
        return { counters: { exposed }, setAside: 0 };
      },
    };
    return {
      clock,
      reads,
      states,
      live: createLiveLaunches(deps),
      definitions: createLaunchDefinitions(deps),
      expose: (people: number) => {
        exposed = people;
      },
      setDown: (down: boolean) => {
        isDown = down;
      },
    };
  };

  it('sees a stop within two seconds and reads no more often', async () => {
    const { clock, reads, states, live } = open({ coats: 'live' });
    await Promise.all([live(), live()]);
    states.coats = 'paused';
    clock.pass(1999);
    expect((await live())[0]?.state).toBe('live');
    expect(reads.rows).toBe(1);
    clock.pass(1);
    expect((await live())[0]?.state).toBe('paused');
  });

  it('leaves out launches that have ended; their definitions stay for goals', async () => {
    const { live, definitions } = open({ coats: 'ended', tea: 'live' });
    expect((await live()).map(({ definition }) => definition.launch)).toEqual(['tea']);
    expect((await definitions()).map((definition) => definition.launch)).toEqual(['coats', 'tea']);
  });

  it('is full once the people allowed were reached, and stays so without asking', async () => {
    const { clock, reads, live, expose } = open({ coats: 'live' }, 100);
    expose(99);
    expect((await live())[0]?.full).toBe(false);
    expose(100);
    clock.pass(10_000);
    expect((await live())[0]?.full).toBe(true);
    clock.pass(60_000);
    expect((await live())[0]?.full).toBe(true);
    expect(reads.counters).toBe(2);
  });

  it.each([
    ['pauses', 'pause', 'sending'],
    ['is only told of', 'warn', undefined],
  ] as const)('says which sum is used up where the launch %s by it', async (_case, whenSpent, spent) => {
    const price = { perThousand: 40, currency: 'USD' };
    const coats = launch('coats', {
      budget: { sending: { amount: 0.01, currency: 'USD' }, whenSpent },
      channels: { reach: 'first', use: [{ channel: 'email', kind: 'push', vendor: 'mailhub', price }] },
    });
    const used = { counters: {}, setAside: 960 };
    const clock = createClock();
    const live = createLiveLaunches({
      now: clock.now,
      listLaunches: async () => [{ launch: 'coats', state: 'live', hash: 'h' }],
      loadDefinition: async () => coats,
      readUsed: async () => used,
    });
    expect((await live())[0]?.spent).toBeUndefined();
    // Of a cent are left 0.039: less than the 0.04 that a message costs.
    used.setAside = 961;
    clock.pass(10_000);
    expect((await live())[0]?.spent).toBe(spent);
  });

  it('reads no counters where nothing limits the audience', async () => {
    const { reads, live } = open({ coats: 'live' });
    await live();
    expect(reads.counters).toBe(0);
  });

  it('keeps no failure', async () => {
    const { live, setDown } = open({ coats: 'live' });
    setDown(true);
    await expect(live()).rejects.toThrow('down');
    setDown(false);
    expect(await live()).toHaveLength(1);
  });
});
