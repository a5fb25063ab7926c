import { Stack } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { ConstructRule } from './rule';

/** What cannot be worked off is put aside and kept: every queue has a dead letter queue, or is one. */
export const queueDeadLetter: ConstructRule = {
  id: 'queue-dead-letter',
  severity: 'fatal',
  what: 'Every queue has a dead letter queue, or is one of its stack.',
  why: 'A message that no function can handle would come back until it ends, and then be gone.',
  fix: 'Make the queue with the governed-queue block.',
  check: (resource) => {
    if (!(resource instanceof CfnQueue)) return 'not-applicable';
    const own = deadLetterOf(resource);
    if (own !== undefined) return 'compliant';
    const stack = Stack.of(resource);
    const arn = JSON.stringify(stack.resolve(resource.attrArn));
    const queues = stack.node.findAll().filter((construct) => construct instanceof CfnQueue);
    const isOne = queues.some((queue) => JSON.stringify(deadLetterOf(queue)) === arn);
    return isOne ? 'compliant' : { finding: 'no dead letter queue' };
  },
};

/** Where a queue puts messages aside. */
const deadLetterOf = (queue: CfnQueue): unknown =>
  (Stack.of(queue).resolve(queue.redrivePolicy) as { deadLetterTargetArn?: unknown } | undefined)?.deadLetterTargetArn;
