import { Stack } from 'aws-cdk-lib';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { queueDeadLetter } from '../../../../lib/governance/rules/queue-dead-letter';
import { testApp } from '../../../support/stage';

const stack = () => new Stack(testApp(), 'Stack');

describe('queue-dead-letter', () => {
  it('accepts a queue with a dead letter queue, and that one itself', () => {
    const scope = stack();
    const deadLetter = new Queue(scope, 'DeadLetter');
    const queue = new Queue(scope, 'Queue', { deadLetterQueue: { queue: deadLetter, maxReceiveCount: 3 } });
    for (const one of [queue, deadLetter])
      expect(queueDeadLetter.check(one.node.defaultChild as CfnQueue)).toBe('compliant');
  });

  it('finds a queue without one, also beside others that have one', () => {
    const scope = stack();
    const deadLetter = new Queue(scope, 'DeadLetter');
    new Queue(scope, 'Queue', { deadLetterQueue: { queue: deadLetter, maxReceiveCount: 3 } });
    expect(queueDeadLetter.check(new CfnQueue(scope, 'Alone'))).toEqual({ finding: 'no dead letter queue' });
    expect(queueDeadLetter.check(new CfnQueue(scope, 'Allows', { redriveAllowPolicy: {} }))).toEqual({
      finding: 'no dead letter queue',
    });
  });

  it('does not concern other resources', () => {
    expect(queueDeadLetter.check(new CfnTopic(stack(), 'Topic'))).toBe('not-applicable');
  });
});
