import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { BusEvent } from '../../../contracts/event';
import { SOURCE } from '../../../contracts/names';
import { busEventOf } from '../../domain/bus-message';
import { type Count, countsOf, goalOutcome } from '../../domain/outcome';
import type { CountOnce } from '../../domain/ports/counters';
import type { LaunchDefinitions } from '../../domain/ports/launches';
import type { ProfileRules } from '../../domain/profile-rules';
import { eventKeyOf } from '../../domain/strand';
import type { UpdateLedger } from '../../domain/update-ledger';
import type { Log } from '../../runtime/logger';
import type { Count as CountMetric } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface RecordOutcomeDeps {
  readonly countOnce: CountOnce;
  readonly updateLedger: UpdateLedger;
  readonly launchDefinitions: LaunchDefinitions;
  /** Events that some launch's goal may ask for. */
  readonly goalEvents: readonly string[];
  readonly rules: ProfileRules;
  readonly log: Log;
  readonly count: CountMetric;
}

/**
 * Counts what the platform did, and which goals people met after it. Ledger first, counts second: a redelivered event
 * finds its goal in the ledger and gives the same counts again, which count once.
 */
export const createRecordOutcome = (deps: RecordOutcomeDeps) => {
  const { countOnce, updateLedger, launchDefinitions, goalEvents, rules, log, count } = deps;

  const goalsOf = async (event: BusEvent): Promise<readonly Count[]> => {
    if (!goalEvents.includes(event.detailType)) return [];
    const definitions = new Map((await launchDefinitions()).map((definition) => [definition.launch, definition]));
    let counts: readonly Count[] = [];
    await updateLedger(eventKeyOf(event, rules).strand, (ledger) => {
      const outcome = goalOutcome(ledger, event, (launch) => definitions.get(launch));
      counts = outcome.counts;
      return outcome.ledger;
    });
    return counts;
  };

  const record = async (event: BusEvent): Promise<void> => {
    const counts = event.source === SOURCE.resolved ? await goalsOf(event) : countsOf(event);
    for (const { eventId, launch, counters } of counts) {
      const counted = await countOnce(eventId, launch, counters);
      count(counted === 'counted' ? 'OutcomesCounted' : 'OutcomesDuplicate');
    }
  };

  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processSqsBatch(event, (message) => record(busEventOf(message.body)), { log });
};
