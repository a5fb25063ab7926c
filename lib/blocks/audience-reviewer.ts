import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GovernedFunction } from './governed-function';
import { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';
import { addSteadyLook } from './steady-look';

export interface AudienceReviewerProps extends Pick<SharedParts, 'context' | 'profiles' | 'control'> {
  /** Takes what the schedule could not hand over. */
  readonly undelivered: GovernedQueue;
}

const TIMEOUT = Duration.seconds(60);

/** Lets people leave and enter segments by time alone, and evaluates everybody when segments were changed. */
export class AudienceReviewer extends Construct {
  public readonly queue: GovernedQueue;
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: AudienceReviewerProps) {
    super(scope, id);
    const { context, profiles, control } = props;
    this.queue = new GovernedQueue(this, 'Queue', { context, name: 'review', consumerTimeout: TIMEOUT });
    this.function = new GovernedFunction(this, 'Function', { context, handler: 'review-segments', timeout: TIMEOUT });
    profiles.grantReview(this.function);
    control.grantReviewProgress(this.function);
    control.useBusinessClock(this.function);
    this.queue.grantSend(this.function, 'REVIEW_QUEUE_URL');
    this.function.consume(this.queue, { batchSize: 1, maxConcurrency: 16 });
    addSteadyLook(this, {
      context,
      name: 'review',
      has: 'segments looked at',
      description: 'Looks every minute for people whose segments change by time',
      every: Duration.minutes(1),
      queue: this.queue,
      undelivered: props.undelivered,
    });
  }
}
