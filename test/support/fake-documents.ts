import type { Table } from '../../lambdas/stores/table';

export interface SentCommand {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A table behind a client that answers by the given rule; for what the embedded AWS cannot be made to do. */
export const createFakeTable = (answer: (sent: SentCommand, call: number) => unknown) => {
  const sent: SentCommand[] = [];
  const pauses: number[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    sent.push({ name: command.constructor.name, input: command.input });
    const result = answer({ name: command.constructor.name, input: command.input }, sent.length);
    if (result instanceof Error) throw result;
    return result;
  };
  const table: Table = {
    client: { send } as unknown as Table['client'],
    table: 'fake',
    now: () => new Date('2026-11-27T12:00:00.000Z'),
    retry: { sleep: async (milliseconds) => void pauses.push(milliseconds), random: () => 0.5 },
  };
  return { table, sent, pauses };
};

/** An error as the SDK throws it. */
export const serviceError = (name: string, facts: object = {}): Error =>
  Object.assign(new Error('of a service'), { name, ...facts });

/** A cancelled transaction, with a code for each of its actions. */
export const cancelled = (...codes: readonly string[]): Error =>
  serviceError('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });
