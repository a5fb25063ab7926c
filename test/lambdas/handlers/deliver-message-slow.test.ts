import { timeoutMs } from '../../../lambdas/domain/outbound-settings';
import { LONGEST_WAIT_MS } from '../../../lambdas/domain/rate-limit';
import { outboundVendor } from '../../support/decision-fixtures';
import { deliveryFleet } from '../../support/delivery-fleet';
import { idsIn, sleep } from '../../support/faulty-vendor';
import { seededRandom } from '../../support/seeded-random';

const FUNCTION_SECONDS = 60;
const ANSWER_SECONDS = 29;

const slowVendor = outboundVendor({ rate: '1/s', timeout: '30 seconds' });

/** The shipped queue and function, and a vendor that takes nearly all of the time it is given. */
const slowFleet = () => {
  const taken: string[] = [];
  const fleet = deliveryFleet({
    vendor: slowVendor,
    messages: 40,
    batch: 5,
    visibilitySeconds: 6 * FUNCTION_SECONDS,
    timeoutSeconds: FUNCTION_SECONDS,
    post: async (request) => {
      await sleep(ANSWER_SECONDS * 1000);
      taken.push(...idsIn(request));
      return { status: 202, durationMs: ANSWER_SECONDS * 1000 };
    },
    random: seededRandom(29),
    portMs: 500,
  });
  return { ...fleet, taken };
};
const runs = async ({ queue, worker }: ReturnType<typeof slowFleet>, workers: number): Promise<void> => {
  for (let index = 0; index < workers; index += 1) worker();
  for (let second = 0; second < 3600 && queue.depth() > 0; second += 1) await jest.advanceTimersByTimeAsync(1000);
};

describe('a vendor that answers after 29 seconds', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-27T12:00:00.000Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([{ workers: 2 }, { workers: 10 }])(
    'is sent nothing twice by $workers functions that wait for their turns, none of which runs out of time',
    async ({ workers }) => {
      const fleet = slowFleet();
      await runs(fleet, workers);
      expect([fleet.queue.depth(), fleet.timedOut()]).toEqual([0, 0]);
      expect([...fleet.taken].sort()).toEqual([...fleet.ids].sort());
      expect(fleet.attempts.attempts().every(({ state, attempts }) => state === 'delivered' && attempts === 1)).toBe(
        true,
      );
    },
  );

  it('leaves room in the function’s time for waiting for a turn and for everything else', () => {
    const longestAnswer = timeoutMs({ ...slowVendor.outbound, timeout: '1 week' });
    // A function that is late for its turn waits for another one.
    expect(LONGEST_WAIT_MS + longestAnswer).toBeLessThan((FUNCTION_SECONDS - 5) * 1000);
  });
});
