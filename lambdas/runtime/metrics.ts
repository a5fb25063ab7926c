import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Labels become CloudWatch dimensions: codes and ids of launches, channels, vendors; never an id of a person or message. */
export type Labels = Readonly<Record<string, string>>;
/** Counts an outcome. */
export type Count = (metric: string, value?: number, labels?: Labels) => void;

export interface Counters {
  readonly count: Count;
  /** Writes what was counted since the last flush, one line for each set of labels. */
  flush(): void;
}

type MetricSink = Pick<Metrics, 'addDimensions' | 'addMetric' | 'publishStoredMetrics'>;

interface Tally {
  readonly labels: Labels;
  readonly counts: Map<string, number>;
}

const publish = (metrics: MetricSink, { labels, counts }: Tally): void => {
  metrics.addDimensions(labels);
  for (const [name, value] of counts) metrics.addMetric(name, MetricUnit.Count, value);
  metrics.publishStoredMetrics();
};

/** Counters that are summed in memory during an invocation and written once at its end. */
export const createCounters = (metrics: MetricSink = new Metrics()): Counters => {
  const tallies = new Map<string, Tally>();
  return {
    count: (metric, value = 1, labels = {}) => {
      const key = JSON.stringify(Object.entries(labels).sort());
      const tally = tallies.get(key) ?? { labels, counts: new Map<string, number>() };
      tally.counts.set(metric, (tally.counts.get(metric) ?? 0) + value);
      tallies.set(key, tally);
    },
    flush: () => {
      for (const tally of tallies.values()) publish(metrics, tally);
      tallies.clear();
    },
  };
};

/** Flushes the counters after every invocation, a failed one included. */
export const withCounters =
  <Event, Answer>(
    handler: (event: Event) => Promise<Answer>,
    counters: Counters,
  ): ((event: Event) => Promise<Answer>) =>
  async (event) => {
    try {
      return await handler(event);
    } finally {
      counters.flush();
    }
  };
