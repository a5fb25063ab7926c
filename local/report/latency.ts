import type { Decision } from '../../contracts/decision';
import type { Sent } from '../replay/send-calls';
import type { Delivery } from '../vendor-stand-in';
import type { LogLine } from './logs';
import type { Latency } from './model';
import type { StoredAttempt } from './stored';

/** Real times only: when a source started its request, when a function logged its decision, when the vendor had the message. */
export interface LatencyFacts {
  readonly sent: Sent;
  readonly askMs: readonly number[];
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly attempts: readonly StoredAttempt[];
  readonly deliveries: readonly Delivery[];
  /** JSON lines of the deciding function. */
  readonly decideLog: readonly LogLine[];
}

export const latencies = (facts: LatencyFacts): Latency[] => {
  const { sent, decisions, decideLog, deliveries, attempts } = facts;
  const startOf = (decisionId: string): number | undefined => {
    const trigger = decisions.get(decisionId)?.trigger;
    return trigger?.kind === 'event' ? sent.startedAt.get(sourceCallOf(trigger.itemKey)) : undefined;
  };
  const decided = decideLog.flatMap(({ message, timestamp, decisionId }) => {
    const started = message === 'decision.published' ? startOf(String(decisionId)) : undefined;
    return started === undefined ? [] : [Date.parse(String(timestamp)) - started];
  });
  const decisionOf = new Map(attempts.map(({ messageId, decisionId }) => [messageId, decisionId]));
  const delivered = deliveries.flatMap(({ messageId, at }) => {
    const started = startOf(decisionOf.get(messageId) ?? '');
    return started === undefined ? [] : [at - started];
  });
  return [
    summary('source to accepted (a batch)', sent.requestMs),
    summary('source to decision', decided),
    summary('source to vendor', delivered),
    summary('channel asks, offer answered', facts.askMs),
  ];
};

/** `S#<strand>/EVT#<source>#<messageId>` -> `<source>#<messageId>`. */
export const sourceCallOf = (itemKey: string): string => itemKey.slice(itemKey.indexOf('/EVT#') + '/EVT#'.length);

const summary = (stage: string, values: readonly number[]): Latency => {
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (q: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0);
  return { stage, count: sorted.length, p50Ms: quantile(0.5), p95Ms: quantile(0.95) };
};
