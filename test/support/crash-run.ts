import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { failAt } from './failing-port';
import { sqsEvent, sqsRecord } from './sqs-event';

type Ports = Readonly<Record<string, unknown>>;
export interface CrashRun<P extends Ports> {
  /** Asynchronous ports of a new world. */
  readonly ports: P;
  readonly handler: (ports: P) => (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly body: unknown;
  /** Between two deliveries, for example to let time pass. */
  readonly between?: () => void;
  /** What must be the same whatever failed. */
  readonly outcome: () => unknown;
}

const DELIVERIES = 6;

/** Delivers a message until it is done, with the nth call of a port failing; returns what came out and how many calls there were. */
export const runWithFailure = async <P extends Ports>(
  { ports, handler, body, between, outcome }: CrashRun<P>,
  nth: number,
  when: 'before' | 'after',
): Promise<{ readonly outcome: unknown; readonly calls: number; readonly deliveries: number }> => {
  const failing = failAt(ports, nth, when);
  const handle = handler(failing.ports);
  for (let receives = 1; receives <= DELIVERIES; receives += 1) {
    const { batchItemFailures } = await handle(sqsEvent(sqsRecord(body, { receives })));
    if (batchItemFailures.length === 0)
      return { outcome: await outcome(), calls: failing.calls(), deliveries: receives };
    between?.();
  }
  throw new Error(`Not done after ${DELIVERIES} deliveries, call ${nth} failing ${when} its work.`);
};

/** Runs undisturbed, then once for every port call failing before and after its work, and hands each outcome to `check`. */
export const failEveryCall = async <P extends Ports>(
  world: () => Promise<CrashRun<P>>,
  check: (outcome: unknown, undisturbed: unknown, nth: number) => void,
): Promise<number> => {
  const undisturbed = await runWithFailure(await world(), 0, 'before');
  for (const when of ['before', 'after'] as const) {
    for (let nth = 1; nth <= undisturbed.calls; nth += 1) {
      const { outcome, deliveries } = await runWithFailure(await world(), nth, when);
      if (deliveries < 2) throw new Error(`Call ${nth} failing ${when} its work went unnoticed.`);
      check(outcome, undisturbed.outcome, nth);
    }
  }
  return undisturbed.calls;
};
