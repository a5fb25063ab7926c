import type { Facts, Log } from '../../lambdas/runtime/logger';
import type { Count, Labels } from '../../lambdas/runtime/metrics';

/** A log that keeps its lines for the test. */
export const createRecordingLog = () => {
  const lines: { level: string; code: string; facts: Facts; error?: unknown }[] = [];
  const log: Log = {
    info: (code, facts = {}) => lines.push({ level: 'info', code, facts }),
    warn: (code, facts = {}) => lines.push({ level: 'warn', code, facts }),
    error: (code, error, facts = {}) => lines.push({ level: 'error', code, facts, error }),
  };
  return { log, lines };
};

/** Counters that the test can read: `total('accepted')`, or those with given labels. */
export const createRecordingCount = () => {
  const counted: { metric: string; value: number; labels: Labels }[] = [];
  const count: Count = (metric, value = 1, labels = {}) => {
    counted.push({ metric, value, labels });
  };
  const total = (metric: string, labels: Labels = {}): number =>
    counted
      .filter((entry) => entry.metric === metric && Object.entries(labels).every(([k, v]) => entry.labels[k] === v))
      .reduce((sum, { value }) => sum + value, 0);
  return { count, total, counted };
};
