import type { LookAnswer, SendTestAnswer, SendTestTask, TestEnd } from '../../contracts/send-test';

/** A stage's `send-test`, by which every message ends as `end` says of its channel. */
export const fakeTests =
  (end: (channel: string) => Omit<TestEnd, 'messageId'> = () => ({ state: 'delivered', status: 202 })) =>
  (_name: string, asked: object): SendTestAnswer | LookAnswer => {
    const task = asked as SendTestTask;
    if (task.task === 'send')
      return { sent: task.messages.map((one, at) => ({ ...one, messageId: `test_${one.channel}_${at}` })) };
    if (task.task !== 'look') throw new Error('Nobody probes here.');
    return { ends: task.messages.map((messageId) => ({ messageId, ...end(messageId.split('_')[1] ?? '') })) };
  };
