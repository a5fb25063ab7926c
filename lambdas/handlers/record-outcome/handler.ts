import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { BusEvent } from '../../../contracts/event';
import { SOURCE } from '../../../contracts/names';
import { busEventOf } from '../../domain/bus-message';
import { customerOutcome } from '../../domain/customer-outcome';
import { createLoadMetDefinitions } from '../../domain/met-definitions';
import { type Count, countsOf } from '../../domain/outcome';
import type { CountOnce } from '../../domain/ports/counters';
import type { LaunchDefinitions, LoadDefinition } from '../../domain/ports/launches';
import type { TellTrail } from '../../domain/ports/trail';
import type { ProfileRules } from '../../domain/profile-rules';
import { refusalFacts } from '../../domain/refusal-facts';
import { eventKeyOf } from '../../domain/strand';
import type { UpdateLedger } from '../../domain/update-ledger';
import type { Log } from '../../runtime/logger';
import type { Count as CountMetric } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface RecordOutcomeDeps {
  readonly countOnce: CountOnce;
  readonly updateLedger: UpdateLedger;
  readonly launchDefinitions: LaunchDefinitions;
  readonly loadDefinition: LoadDefinition;
  /** Events that some launch's goal may ask for, and those that tell of orders. */
  readonly outcomeEvents: readonly string[];
  readonly rules: ProfileRules;
  /** Told of every refusal of a vendor; the same again within the hour costs nothing. */
  readonly tellTrail: TellTrail;
  readonly log: Log;
  readonly count: CountMetric;
}

/**
 * Counts what the platform did, and which goals people met and which codes they redeemed after it. Ledger first, counts
 * second: a redelivered event finds its goal in the ledger and gives the same counts again, which count once.
 */
export const createRecordOutcome = (deps: RecordOutcomeDeps) => {
  const { countOnce, updateLedger, outcomeEvents, rules, tellTrail, log, count } = deps;
  const definitionsOf = createLoadMetDefinitions(deps);

  const doneBy = async (event: BusEvent): Promise<readonly Count[]> => {
    if (!outcomeEvents.includes(event.detailType)) return [];
    let counts: readonly Count[] = [];
    await updateLedger(eventKeyOf(event, rules).strand, async (ledger) => {
      const outcome = customerOutcome(ledger, event, await definitionsOf(ledger));
      counts = outcome.counts;
      return outcome.ledger;
    });
    return counts;
  };

  const record = async (event: BusEvent): Promise<void> => {
    if (event.detail.probe !== undefined) return;
    await tellTrail(refusalFacts(event));
    const counts = event.source === SOURCE.resolved ? await doneBy(event) : countsOf(event);
    for (const { eventId, launch, counters, parts } of counts) {
      const counted = await countOnce(eventId, launch, counters, parts);
      count(counted === 'counted' ? 'OutcomesCounted' : 'OutcomesDuplicate');
    }
  };

  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processSqsBatch(event, (message) => record(busEventOf(message.body)), { log });
};
