import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { goalEvents, OUTCOMES } from './event-patterns';
import { GovernedFunction } from './governed-function';
import { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';

export interface OutcomeRecorderProps
  extends Pick<SharedParts, 'context' | 'bus' | 'profiles' | 'engagement' | 'control'> {
  /** Events of customers that results are counted from. */
  readonly goals: readonly string[];
}

const TIMEOUT = Duration.seconds(30);

/** Turns what happened after a decision into counts, goals and lift. */
export class OutcomeRecorder extends Construct {
  public readonly queue: GovernedQueue;
  public readonly function: GovernedFunction;

  constructor(
    scope: Construct,
    id: string,
    { context, bus, profiles, engagement, control, goals }: OutcomeRecorderProps,
  ) {
    super(scope, id);
    this.queue = new GovernedQueue(this, 'Queue', { context, name: 'outcome', consumerTimeout: TIMEOUT });
    this.function = new GovernedFunction(this, 'Function', { context, handler: 'record-outcome', timeout: TIMEOUT });
    profiles.grantReadViews(this.function);
    engagement.grantCount(this.function);
    control.grantReadLaunches(this.function);
    control.grantTell(this.function);
    this.function.consume(this.queue, { batchSize: 10, maxConcurrency: 50 });
    bus.route('Outcomes', {
      description: 'What decisions and the gateway report is counted',
      pattern: OUTCOMES,
      to: this.queue,
    });
    if (goals.length === 0) return;
    bus.route('Goals', {
      description: 'Events that may meet a goal or redeem an offer after a first contact',
      pattern: goalEvents(goals),
      to: this.queue,
    });
  }
}
