import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ERASURE_REPORTS } from './event-patterns';
import { GovernedFunction } from './governed-function';
import { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';

export type ErasureAnswersProps = Pick<SharedParts, 'context' | 'bus' | 'vault'>;

const TIMEOUT = Duration.seconds(20);

/** Keeps what vendors answer who were asked to erase a customer; what it keeps sets nothing else to work. */
export class ErasureAnswers extends Construct {
  public readonly queue: GovernedQueue;
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, { context, bus, vault }: ErasureAnswersProps) {
    super(scope, id);
    this.function = new GovernedFunction(this, 'Note', { context, handler: 'note-erasure', timeout: TIMEOUT });
    this.queue = new GovernedQueue(this, 'Queue', { context, name: 'erasure-answers', consumerTimeout: TIMEOUT });
    vault.grantNoteReports(this.function);
    this.function.consume(this.queue, { batchSize: 10, maxConcurrency: 2 });
    bus.route('ErasureReports', {
      description: 'What vendors answer who were asked to erase a customer',
      pattern: ERASURE_REPORTS,
      to: this.queue,
    });
  }
}
