import type { Metrics } from '@aws-lambda-powertools/metrics';
import { createCounters, withCounters } from '../../../lambdas/runtime/metrics';

/** Keeps what would be written, a line for each publication. */
const createSink = () => {
  const lines: Record<string, string | number>[] = [];
  let line: Record<string, string | number> = {};
  const sink = {
    addDimensions: (labels: Record<string, string>) => {
      line = { ...line, ...labels };
      return sink;
    },
    addMetric: (name: string, _unit: string, value: number) => {
      line = { ...line, [name]: value };
      return sink;
    },
    publishStoredMetrics: () => {
      lines.push(line);
      line = {};
      return sink;
    },
  };
  return { lines, sink: sink as unknown as Metrics };
};

describe('counters', () => {
  it('writes what was counted once, one line for each set of labels', () => {
    const { lines, sink } = createSink();
    const { count, flush } = createCounters(sink);
    count('EventsAccepted', 2, { source: 'shop' });
    count('EventsAccepted', 3, { source: 'shop' });
    count('EventsQuarantined', 1, { source: 'shop' });
    count('EventsAccepted', 1, { source: 'till' });
    flush();
    flush();
    expect(lines).toEqual([
      { source: 'shop', EventsAccepted: 5, EventsQuarantined: 1 },
      { source: 'till', EventsAccepted: 1 },
    ]);
  });

  it('flushes after a failed invocation, too', async () => {
    const { lines, sink } = createSink();
    const counters = createCounters(sink);
    const handler = withCounters(() => {
      counters.count('EventsApplied');
      return Promise.reject(new Error('down'));
    }, counters);
    await expect(handler({})).rejects.toThrow('down');
    expect(lines).toEqual([{ EventsApplied: 1 }]);
  });
});
