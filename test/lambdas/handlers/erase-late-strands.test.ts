import { ErasureUnknownError } from '../../../lambdas/domain/erasure-errors';
import { createEraseLate } from '../../../lambdas/handlers/erase-late-strands/handler';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const open = () => {
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const eraseLateStrands = async ({ receipt, strands }: { receipt: string; strands: readonly string[] }) => {
    if (receipt === 'era_none') throw new ErasureUnknownError(receipt);
    return strands.length;
  };
  return { handle: createEraseLate({ eraseLateStrands, log, count }), lines, total };
};

describe('erase-late-strands', () => {
  it('erases what a late event named, and tells how many, not which', async () => {
    const { handle, lines, total } = open();
    const late = sqsRecord({ receipt: 'era_1', strands: ['email:tok_1', 'anonymous_id:tok_2'] });
    expect(await handle(sqsEvent(late))).toEqual({ batchItemFailures: [] });
    expect(lines).toEqual([{ level: 'info', code: 'erasure.late-strands', facts: { receipt: 'era_1', count: 2 } }]);
    expect(total('LateStrandsErased')).toBe(2);
  });

  it.each([
    ['of an erasure that nobody asked for', { receipt: 'era_none', strands: [] }],
    ['that is none', { receipt: 'era_1' }],
  ])('leaves a message %s to the dead letter queue', async (_case, message) => {
    const { handle, total } = open();
    expect((await handle(sqsEvent(sqsRecord(message)))).batchItemFailures).toHaveLength(1);
    expect(total('LateStrandsErased')).toBe(0);
  });
});
