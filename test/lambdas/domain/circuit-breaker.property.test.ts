import * as fc from 'fast-check';
import { type CircuitNotice, createCircuitBreaker } from '../../../lambdas/domain/circuit-breaker';
import { createMemoryVendorLimits } from '../../support/memory-vendor-limits';

const settings = { opensAt: 0.5, requests: 20, windowMs: 60_000, probeAfterMs: 30_000 };
const CALL_MS = 10_000;

/** Several functions with a breaker each over one store, and one clock. */
const functions = (count: number) => {
  const limits = createMemoryVendorLimits();
  const notices: CircuitNotice[] = [];
  const time = { now: Date.parse('2026-11-27T12:00:00.000Z') };
  const breakers = Array.from({ length: count }, () =>
    createCircuitBreaker({
      ...limits,
      now: () => new Date(time.now),
      announce: async (notice) => {
        notices.push(notice);
      },
    }),
  );
  return { limits, notices, time, breakers };
};

describe('circuit breakers of several functions', () => {
  it('open for all within a second when most of what is sent fails, and say so once', async () => {
    const { breakers, time, notices } = functions(4);
    for (let turn = 0; turn < 24; turn += 1) {
      const pass = await breakers[turn % 4]?.enter('mailhub', settings, CALL_MS);
      if (typeof pass === 'object') await pass.settle('failed');
    }
    time.now += 1000;
    const passes = await Promise.all(breakers.map((breaker) => breaker.enter('mailhub', settings, CALL_MS)));
    expect(passes).toEqual([29, 29, 29, 29]);
    expect(new Set(notices.map(({ key }) => key)).size).toBe(1);
    expect(notices[0]).toMatchObject({ vendor: 'mailhub', change: 'opened', why: 'failures', answers: { failed: 20 } });
  });

  it('notice an opening though their clock has gone back', async () => {
    const { breakers, time, limits } = functions(1);
    await breakers[0]?.enter('mailhub', settings, CALL_MS);
    time.now -= 3_600_000;
    const opened = {
      state: 'open',
      version: 1,
      since: '',
      probeAt: new Date(time.now + 30_000).toISOString(),
      probes: 0,
    };
    await limits.saveCircuit('mailhub', { ...opened, state: 'open' }, 0);
    expect(await breakers[0]?.enter('mailhub', settings, CALL_MS)).toBe(30);
  });

  it('stay closed while less than the share fails, whoever sees the failures', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { minLength: 60, maxLength: 200 }), async (who) => {
        const { breakers, limits } = functions(4);
        for (const [turn, index] of who.entries()) {
          const pass = await breakers[index]?.enter('mailhub', settings, CALL_MS);
          // Every fifth fails: whoever reports it also tells of what went well before, or too few failed to count.
          if (typeof pass === 'object') await pass.settle(turn % 5 === 4 ? 'failed' : 'ok');
        }
        expect(limits.circuitOf('mailhub')?.state ?? 'closed').toBe('closed');
      }),
      { numRuns: 30 },
    );
  });

  it('let one request try at a time, whenever they ask and whatever becomes of it', async () => {
    const step = fc.record({
      who: fc.nat({ max: 3 }),
      wait: fc.nat({ max: 40_000 }),
      result: fc.constantFrom('failed', 'unused', 'killed'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const { breakers, limits, time } = functions(4);
        await limits.saveCircuit(
          'mailhub',
          { state: 'open', version: 1, since: iso(time.now), probeAt: iso(time.now), probes: 0 },
          0,
        );
        let trying = Number.NEGATIVE_INFINITY;
        for (const { who, wait, result } of steps) {
          time.now += wait;
          const pass = await breakers[who]?.enter('mailhub', settings, CALL_MS);
          if (typeof pass !== 'object') continue;
          expect(time.now).toBeGreaterThanOrEqual(trying);
          if (result === 'killed') trying = time.now + CALL_MS;
          else await pass.settle(result);
        }
      }),
    );
  });

  it('close when a request got through, for all, and say so once', async () => {
    const { breakers, limits, time, notices } = functions(3);
    await limits.saveCircuit(
      'mailhub',
      { state: 'open', version: 1, since: iso(time.now), probeAt: iso(time.now), probes: 2 },
      0,
    );
    const passes = await Promise.all(breakers.map((breaker) => breaker.enter('mailhub', settings, CALL_MS)));
    const through = passes.filter((pass) => typeof pass === 'object');
    expect(through).toHaveLength(1);
    await through[0]?.settle('ok');
    time.now += 1000;
    const free = await Promise.all(breakers.map((breaker) => breaker.peek('mailhub')));
    expect(free).toEqual([undefined, undefined, undefined]);
    expect(notices.map(({ change, why }) => [change, why])).toEqual([['closed', 'probe']]);
  });

  it('judge a vendor anew once it is back, not by what failed before', async () => {
    const { breakers, limits, time, notices } = functions(1);
    const send = async (result: 'ok' | 'failed') => {
      const pass = await breakers[0]?.enter('mailhub', settings, CALL_MS);
      if (typeof pass === 'object') await pass.settle(result);
    };
    for (let turn = 0; turn < 20; turn += 1) await send('failed');
    time.now += 31_000;
    await send('ok');
    await send('failed');
    expect(limits.circuitOf('mailhub')).toMatchObject({ state: 'closed' });
    expect(notices.map(({ change }) => change)).toEqual(['opened', 'closed']);
  });

  it('cost nothing while all goes well but one write in fifty requests', async () => {
    const { breakers, limits } = functions(1);
    for (let turn = 0; turn < 200; turn += 1) {
      const pass = await breakers[0]?.enter('mailhub', settings, CALL_MS);
      if (typeof pass === 'object') await pass.settle('ok');
    }
    expect(limits.writes()).toBe(4);
  });

  it('try again to open where the first opening could not be told', async () => {
    const { limits, time } = functions(0);
    let told = 0;
    const breaker = createCircuitBreaker({
      ...limits,
      now: () => new Date(time.now),
      announce: async () => {
        told += 1;
        if (told === 1) throw new Error('The bus is down on purpose.');
      },
    });
    const fail = async () => {
      const pass = await breaker.enter('mailhub', settings, CALL_MS);
      if (typeof pass === 'object') await pass.settle('failed');
    };
    for (let turn = 0; turn < 19; turn += 1) await fail();
    await expect(fail()).rejects.toThrow('on purpose');
    expect(limits.circuitOf('mailhub')).toBeUndefined();
    await fail();
    expect(limits.circuitOf('mailhub')).toMatchObject({ state: 'open' });
  });
});

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
