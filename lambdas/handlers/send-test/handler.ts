import type { ProbeAnswer, ProofsAnswer } from '../../../contracts/probe';
import {
  isTestMessage,
  type LookAnswer,
  MOST_TESTS,
  type SendTestAnswer,
  type SendTestTask,
  type TestEnd,
  type TestRefusal,
} from '../../../contracts/send-test';
import type { RegisteredTester } from '../../../contracts/tester';
import { endOf } from '../../domain/attempt';
import type { LoadAttempt } from '../../domain/ports/attempts';
import type { SendMessages } from '../../domain/ports/queues';
import type { SaveTestDefinition, SaveTester } from '../../domain/ports/tests';
import type { TellTrail } from '../../domain/ports/trail';
import { planTest } from '../../domain/read-test';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { createSendProbe, type SendProbeDeps } from './send-probe';

export interface SendTestDeps extends SendProbeDeps {
  /** The only people whom a test may reach. */
  readonly testers: readonly RegisteredTester[];
  readonly saveTestDefinition: SaveTestDefinition;
  readonly saveTester: SaveTester;
  readonly tellTrail: TellTrail;
  readonly loadAttempt: LoadAttempt;
  /** The delivery queue of a vendor, which is the one that customers' messages wait in. */
  readonly queueOf: (vendor: string) => SendMessages | undefined;
  readonly log: Log;
  readonly count: Count;
}

/**
 * Asks the gateway for messages of a definition that may not be deployed yet, to one tester of its team, and says how they ended; and
 * sends probes.
 * Refuses everybody else, as the gateway does again. The address goes to the vault and nowhere else.
 */
export const createSendTest = (deps: SendTestDeps) => {
  const { log, count } = deps;

  const refuse = (refused: TestRefusal, trace: string): SendTestAnswer => {
    log.warn('test.refused', { reason: refused, trace });
    count('TestsRefused', 1, { reason: refused });
    return { refused };
  };

  const send = async (task: Extract<SendTestTask, { task: 'send' }>, trace: string): Promise<SendTestAnswer> => {
    const isServed = (vendor: string): boolean => deps.queueOf(vendor) !== undefined;
    const plan = planTest(task, { testers: deps.testers, isServed, now: await deps.clock(), trace });
    if (plan.refused !== undefined) return refuse(plan.refused, trace);
    const { definition, id, tester, messages } = plan;
    // Before anybody's address goes to a vendor; the same run again is the same fact.
    await deps.tellTrail([
      {
        id: `test:${definition.launch}:${task.run}`,
        kind: 'test.sent',
        at: deps.wallClock().toISOString(),
        by: task.by,
        about: definition.launch,
        details: { definition: definition.hash, messages: messages.length },
      },
    ]);
    // What a message needs is there before the message is.
    await Promise.all([deps.saveTestDefinition(definition), deps.saveTester(id, tester)]);
    for (const { held } of messages) {
      const { messageId, launch, definitionHash, channel, vendor } = held.request;
      await deps.queueOf(vendor)?.([held]);
      log.info('test.requested', { messageId, launch, definitionHash, channel, vendor, caller: held.test.by, trace });
    }
    return { sent: messages.map(({ held, ...message }) => ({ ...message, messageId: held.request.messageId })) };
  };

  const look = async (messages: readonly string[]): Promise<LookAnswer> => ({
    ends: await Promise.all(messages.filter(isTestMessage).slice(0, MOST_TESTS).map(endOfMessage)),
  });

  const endOfMessage = async (messageId: string): Promise<TestEnd> => {
    const attempt = await deps.loadAttempt(messageId);
    const { end = 'waiting', ...told } = endOf(attempt) ?? {};
    return { messageId, state: end, status: attempt?.status ?? 0, ...('reason' in told && { reason: told.reason }) };
  };

  const { probe, proofs } = createSendProbe(deps);
  return (task: SendTestTask, trace: string): Promise<SendTestAnswer | LookAnswer | ProbeAnswer | ProofsAnswer> => {
    switch (task.task) {
      case 'send':
        return send(task, trace);
      case 'look':
        return look(task.messages);
      case 'probe':
        return probe(task, trace);
      case 'proofs':
        return proofs(task.run);
    }
  };
};
