import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ErasureUnknownError } from '../../domain/erasure-errors';
import { vendorReportOf } from '../../domain/erasure-report';
import type { LoadErasure, NoteReport } from '../../domain/ports/rights';
import type { Log } from '../../runtime/logger';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface NoteErasureDeps {
  readonly loadErasure: LoadErasure;
  readonly noteReport: NoteReport;
  readonly log: Log;
}

/**
 * Keeps what vendors answer to requests to erase, where the erasure looks for it. It sets nothing to work and publishes
 * nothing: a report that comes over the bus must lead to no other event.
 */
export const createNoteErasure = ({ loadErasure, noteReport, log }: NoteErasureDeps) => {
  const work = async ({ body }: SQSRecord): Promise<void> => {
    const report = vendorReportOf(body);
    const { receipt, vendor, outcome } = report;
    if ((await loadErasure(receipt)) === undefined) throw new ErasureUnknownError(receipt);
    await noteReport(report);
    log.info('erasure.answered', { receipt, vendor, outcome });
  };
  return (event: SQSEvent): Promise<SQSBatchResponse> => processSqsBatch(event, work, { log });
};
