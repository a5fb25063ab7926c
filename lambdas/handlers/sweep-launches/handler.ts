import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { LaunchDefinition } from '../../../contracts/decision';
import { jsonObject, MalformedMessageError } from '../../domain/bus-message';
import type { Clock } from '../../domain/ports/clocks';
import type { ReadUsed } from '../../domain/ports/counters';
import type { LoadDefinition } from '../../domain/ports/launches';
import type {
  ListDefinitions,
  ListLaunchRows,
  MarkLaunch,
  ReadLaunchStack,
  RemoveLaunchStack,
  StopLaunch,
  SweptLaunch,
  UnprotectLaunchStack,
} from '../../domain/ports/sweeps';
import { nextStep, resultsUntil, spentSum } from '../../domain/sweep';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface SweepLaunchesDeps {
  readonly listLaunchRows: ListLaunchRows;
  readonly loadDefinition: LoadDefinition;
  readonly listDefinitions: ListDefinitions;
  readonly readUsed: ReadUsed;
  readonly stopLaunch: StopLaunch;
  readonly markLaunch: MarkLaunch;
  readonly readLaunchStack: ReadLaunchStack;
  readonly unprotectLaunchStack: UnprotectLaunchStack;
  readonly removeLaunchStack: RemoveLaunchStack;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: Count;
}

/** A launch that cannot be swept as it stands. */
export class SweepError extends Error {
  public override readonly name = 'SweepError';
  readonly retryable = true;

  constructor(readonly code: 'sweep.no-definition' | 'sweep.stack-stuck') {
    super(`A launch cannot be swept: ${code}.`);
  }
}

/**
 * Brings every launch one step on: what is over is ended; what has spent its budget is paused, or told of; the stack of what has ended and drained is removed; what has its
 * results is closed. Each pass goes by what is stored, so a pass that dies, or two at once, change nothing that one alone
 * would not. What one launch fails at keeps no other from its step.
 */
export const createSweepLaunches = (deps: SweepLaunchesDeps) => {
  const { clock, log, count } = deps;

  const stop = async (row: SweptLaunch, to: 'ended' | 'paused', reason: string, now: Date): Promise<void> => {
    const outcome = await deps.stopLaunch(row, to, { at: now.toISOString(), reason });
    if (outcome === 'stopped') count(to === 'ended' ? 'LaunchesEnded' : 'LaunchesPaused');
    log.info('sweep.stopped', { launch: row.launch, state: to, outcome });
  };

  const checkBudget = async (row: SweptLaunch, definition: LaunchDefinition, now: Date): Promise<void> => {
    const spent = spentSum(definition, await deps.readUsed(row.launch));
    if (spent === undefined) return;
    if (definition.budget?.whenSpent === 'pause') return stop(row, 'paused', spent.reason, now);
    // Told by every pass for as long as it lasts.
    count('BudgetsPassed', 1, { launch: row.launch, sum: spent.sum });
    log.info('sweep.budget-passed', { launch: row.launch });
  };

  const remove = async ({ launch }: SweptLaunch, now: Date): Promise<'gone' | 'not-yet'> => {
    const { state, isProtected } = await deps.readLaunchStack(launch);
    if (state === 'absent') {
      const outcome = await deps.markLaunch(launch, 'removedAt', now.toISOString());
      if (outcome === 'marked') count('LaunchesRemoved');
      return 'gone';
    }
    if (state === 'changing' || state === 'removing') return 'not-yet';
    if (isProtected) await deps.unprotectLaunchStack(launch);
    await deps.removeLaunchStack(launch);
    log.info('sweep.removing', { launch, state });
    // Asked for again all the same, but somebody has to look why it did not go.
    if (state === 'stuck') throw new SweepError('sweep.stack-stuck');
    return 'not-yet';
  };

  const close = async (row: SweptLaunch, now: Date): Promise<void> => {
    // Somebody may have deployed it again meanwhile.
    if ((await remove(row, now)) === 'not-yet') return;
    if (now.getTime() <= resultsUntil(await deps.listDefinitions(row.launch))) return;
    const outcome = await deps.markLaunch(row.launch, 'closedAt', now.toISOString());
    log.info('sweep.closed', { launch: row.launch, outcome });
  };

  const sweep = async (row: SweptLaunch, definition: LaunchDefinition, now: Date): Promise<unknown> => {
    const step = nextStep(row, definition, now);
    switch (step.kind) {
      case 'end':
        return stop(row, 'ended', step.reason, now);
      case 'budget':
        return checkBudget(row, definition, now);
      case 'note-off':
        return deps.markLaunch(row.launch, 'offSince', now.toISOString());
      case 'remove':
        return remove(row, now);
      case 'close':
        return close(row, now);
      case 'nothing':
        return undefined;
    }
  };

  const sweepOne = async (row: SweptLaunch, now: Date): Promise<'swept' | 'failed'> => {
    try {
      if (row.closedAt !== undefined) return 'swept';
      const definition = await deps.loadDefinition(row.launch, row.hash);
      if (definition === undefined) throw new SweepError('sweep.no-definition');
      await sweep(row, definition, now);
      return 'swept';
    } catch (error) {
      // The next pass tries again, and the alarm on the count tells of it.
      log.error('sweep.failed', error, { launch: row.launch });
      return 'failed';
    }
  };

  const look = async (): Promise<void> => {
    const [rows, now] = await Promise.all([deps.listLaunchRows(), clock()]);
    let failed = 0;
    for (const row of rows) if ((await sweepOne(row, now)) === 'failed') failed += 1;
    count('LaunchesNotSwept', failed);
    log.info('sweep.done', { count: rows.length, failed });
  };

  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processSqsBatch(
      event,
      async ({ body }) => {
        if (jsonObject(body, 'an order to sweep').kind !== 'look') throw new MalformedMessageError('an order to sweep');
        await look();
      },
      { log },
    );
};
