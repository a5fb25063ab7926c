import fc from 'fast-check';
import type { Switches } from '../../../lambdas/domain/ports/launches';
import { createSwitchGate, type Stops, SWITCHES_FRESH_MS } from '../../../lambdas/domain/switch-gate';

const open: Switches = { pausedAll: false, launch: 'live', vendor: 'active' };
const sent = async (): Promise<string> => 'sent';

describe('createSwitchGate', () => {
  it.each([
    { case: 'everything is paused', switches: { ...open, pausedAll: true }, stop: 'hold' },
    { case: 'the launch is paused', switches: { ...open, launch: 'paused' as const }, stop: 'hold' },
    { case: 'the vendor is suspended', switches: { ...open, vendor: 'suspended' as const }, stop: 'hold' },
    {
      case: 'the vendor is revoked',
      switches: { ...open, pausedAll: true, vendor: 'revoked' as const },
      stop: 'revoked',
    },
    { case: 'the launch has ended', switches: { ...open, pausedAll: true, launch: 'ended' as const }, stop: 'ended' },
  ])('tells why nothing may start while $case', async ({ switches, stop }) => {
    const start = jest.fn(async (stops: Stops) => stops.get('win-back'));
    const gate = createSwitchGate(
      async () => switches,
      () => 0,
    );
    expect(await gate(['win-back'], 'mailhub', start)).toBe(stop);
  });

  it('names the launches that are stopped, and asks again where only the others were read too long ago', async () => {
    let now = 0;
    const read = jest.fn(async (launch: string): Promise<Switches> => {
      if (launch === 'slow' && now === 0) now += SWITCHES_FRESH_MS;
      return { ...open, launch: launch === 'paused' ? 'paused' : 'live' };
    });
    const gate = createSwitchGate(read, () => now);
    const started = await gate(['paused', 'slow'], 'v', async (stops) => [...stops]);
    expect(started).toEqual([['paused', 'hold']]);
    expect(read.mock.calls.filter(([launch]) => launch === 'slow')).toHaveLength(2);
  });

  it('shares one reading among the messages of a moment, and reads again when it is a second old', async () => {
    let now = 0;
    const read = jest.fn(async () => open);
    const gate = createSwitchGate(read, () => now);
    await Promise.all([gate(['a'], 'v', sent), gate(['a'], 'v', sent), gate(['b'], 'v', sent)]);
    expect(read.mock.calls).toEqual([
      ['a', 'v'],
      ['b', 'v'],
    ]);
    now = SWITCHES_FRESH_MS - 1;
    await gate(['a'], 'v', sent);
    expect(read).toHaveBeenCalledTimes(2);
    now = SWITCHES_FRESH_MS;
    await gate(['a'], 'v', sent);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('does not trust an answer that took a second, and gives up when every answer does', async () => {
    let now = 0;
    const gate = createSwitchGate(
      async () => {
        now += SWITCHES_FRESH_MS;
        return open;
      },
      () => now,
    );
    await expect(gate(['a'], 'v', sent)).rejects.toMatchObject({ code: 'switches.stale', retryable: true });
  });

  it('forgets a reading that failed', async () => {
    const read = jest.fn(async () => open).mockRejectedValueOnce(new Error('throttled'));
    const gate = createSwitchGate(read, () => 0);
    await expect(gate(['a'], 'v', sent)).rejects.toThrow('throttled');
    expect(await gate(['a'], 'v', sent)).toBe('sent');
  });

  it('starts nothing later than a second after the stop, however reads and messages fall', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(600), fc.nat(1500)), { minLength: 1, maxLength: 40 }),
        fc.nat(5000),
        async (steps, stoppedAt) => {
          let now = 0;
          const starts: number[] = [];
          // A strongly consistent read answers with what held at some moment after it began; the earliest is the worst.
          const read = async (latency: number): Promise<Switches> => {
            const launch = now >= stoppedAt ? 'paused' : 'live';
            now += latency;
            return { ...open, launch };
          };
          let latency = 0;
          const gate = createSwitchGate(
            () => read(latency),
            () => now,
          );
          for (const [wait, next] of steps) {
            now += wait;
            latency = next;
            await gate(['a'], 'v', async (stops) => stops.size > 0 || starts.push(now)).catch(
              (error: { code: string }) => expect(error.code).toBe('switches.stale'),
            );
          }
          expect(starts.filter((at) => at >= stoppedAt + SWITCHES_FRESH_MS)).toEqual([]);
        },
      ),
    );
  });
});
