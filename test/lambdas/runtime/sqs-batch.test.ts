import { processSqsBatch } from '../../../lambdas/runtime/sqs-batch';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingLog } from '../../support/telemetry';

const batch = (...bodies: readonly string[]) =>
  sqsEvent(...bodies.map((body, index) => sqsRecord(body, { id: `sqs-${index}` })));

describe('processSqsBatch', () => {
  it('reports only the records whose work failed', async () => {
    const { log, lines } = createRecordingLog();
    const work = async ({ body }: { body: string }): Promise<void> => {
      if (body === 'b') throw Object.assign(new Error('secret'), { code: 'store.throttled' });
    };
    const answer = await processSqsBatch(batch('a', 'b', 'c'), work, { log });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-1' }] });
    expect(lines.map(({ code }) => code)).toEqual(['batch.record-failed']);
  });

  it('reports every record when all fail, rather than throwing', async () => {
    const { log } = createRecordingLog();
    const answer = await processSqsBatch(batch('a', 'b'), () => Promise.reject(new Error('down')), { log });
    expect(answer.batchItemFailures).toHaveLength(2);
  });

  it('does not carry failures over to the next batch', async () => {
    const { log } = createRecordingLog();
    await processSqsBatch(batch('a'), () => Promise.reject(new Error('down')), { log });
    expect(await processSqsBatch(batch('a'), async () => undefined, { log })).toEqual({ batchItemFailures: [] });
  });

  it('runs records of one key in turn, past a failure, and others beside them', async () => {
    const { log } = createRecordingLog();
    const trail: string[] = [];
    const work = async ({ body }: { body: string }): Promise<void> => {
      trail.push(`start ${body}`);
      await new Promise((resolve) => setImmediate(resolve));
      trail.push(`end ${body}`);
      if (body === 'a1') throw new Error('down');
    };
    const keyOf = ({ body }: { body: string }): string => body.slice(0, 1);
    const answer = await processSqsBatch(batch('a1', 'a2', 'b1'), work, { log, keyOf });
    expect(trail.indexOf('start a2')).toBeGreaterThan(trail.indexOf('end a1'));
    expect(trail.indexOf('start b1')).toBeLessThan(trail.indexOf('end a1'));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-0' }] });
  });
});
