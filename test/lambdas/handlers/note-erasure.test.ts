import { erasureReported } from '../../../lambdas/domain/erasure-report';
import { newErasure } from '../../../lambdas/domain/erasure-state';
import { createNoteErasure } from '../../../lambdas/handlers/note-erasure/handler';
import { createMemoryErasures } from '../../support/memory-erasures';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingLog } from '../../support/telemetry';

const at = '2026-11-27T12:00:00.000Z';
const report = { receipt: 'era_1', vendor: 'mailhub', outcome: 'erased', attempts: 1, status: 202, at } as const;

const onBus = (said: Parameters<typeof erasureReported>[0], source = 'tandem.gateway') => {
  const { detailType, detail } = erasureReported(said);
  return sqsRecord({ source, 'detail-type': detailType, detail });
};

const open = async () => {
  const erasures = createMemoryErasures();
  const asked = { type: 'email', hash: 'h', askedBy: 'service', startedAt: at };
  await erasures.saveErasure(newErasure({ receipt: report.receipt, erasedAt: at }, asked), 0);
  const { log, lines } = createRecordingLog();
  return { erasures, lines, handle: createNoteErasure({ ...erasures, log }) };
};

describe('note-erasure', () => {
  it('keeps what a vendor answered where the erasure looks for it, once, and leaves the erasure alone', async () => {
    const { erasures, handle, lines } = await open();
    const before = erasures.texts();
    const late = onBus({ ...report, outcome: 'failed', status: 500, reason: 'http-500' });
    expect(await handle(sqsEvent(onBus(report), onBus(report), late))).toEqual({ batchItemFailures: [] });
    expect(await erasures.readReports('era_1')).toEqual([report]);
    expect(erasures.texts()).toEqual(before);
    const facts = { receipt: 'era_1', vendor: 'mailhub', outcome: 'erased' };
    expect(lines[0]).toEqual({ level: 'info', code: 'erasure.answered', facts });
  });

  it.each([
    ['of an erasure that nobody asked for', onBus({ ...report, receipt: 'era_none' })],
    ['that is none', sqsRecord({ receipt: 'era_1', vendor: 'mailhub', outcome: 'erased' })],
    ['by anybody but the gateway', onBus(report, 'tandem.edge.web')],
    ['with an outcome that is unknown', onBus({ ...report, outcome: 'shredded' } as never)],
  ])('leaves a report %s to the dead letter queue', async (_case, message) => {
    const { erasures, handle } = await open();
    expect((await handle(sqsEvent(message))).batchItemFailures).toHaveLength(1);
    expect(await erasures.readReports('era_1')).toEqual([]);
  });
});
