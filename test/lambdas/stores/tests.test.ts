import type { LaunchDefinition } from '../../../contracts/decision';
import type { Table } from '../../../lambdas/stores/table';
import { createTestDefinitions, createTesters } from '../../../lambdas/stores/tests.dynamodb';
import { launch, NOW } from '../../support/decision-fixtures';
import { TESTER } from '../../support/memory-tests';

/** A table that keeps what is put, and sweeps nothing. */
const keepingTable = () => {
  const items = new Map<string, Record<string, unknown>>();
  const time = { now: Date.parse(NOW) };
  const keyOf = ({ pk, sk }: Record<string, unknown>): string => `${pk} ${sk}`;
  const send = async ({ input }: { input: { Item?: Record<string, unknown>; Key?: Record<string, unknown> } }) => {
    if (input.Item !== undefined) items.set(keyOf(input.Item), input.Item);
    return { Item: input.Key && items.get(keyOf(input.Key)) };
  };
  const table: Table = {
    client: { send } as unknown as Table['client'],
    table: 'kept',
    now: () => new Date(time.now),
    retry: { sleep: async () => undefined, random: () => 0 },
  };
  return { table, time };
};

describe('what tests keep', () => {
  it('is there for an hour, and then gone although nobody has swept it', async () => {
    const { table, time } = keepingTable();
    const [definitions, testers] = [createTestDefinitions(table), createTesters(table)];
    const definition: LaunchDefinition = launch('soup');
    await definitions.saveTestDefinition(definition);
    await testers.saveTester('tester_1', TESTER);
    const found = async () => [
      await definitions.loadTestDefinition('soup', definition.hash),
      await testers.loadTester('tester_1'),
    ];

    expect(await found()).toEqual([definition, TESTER]);
    time.now += 3_599_000;
    expect(await found()).toEqual([definition, TESTER]);
    time.now += 1000;
    expect(await found()).toEqual([undefined, undefined]);
  });

  it('is found under its own hash alone', async () => {
    const { table } = keepingTable();
    const { saveTestDefinition, loadTestDefinition } = createTestDefinitions(table);
    await saveTestDefinition(launch('soup'));
    expect(await loadTestDefinition('soup', 'hash-of-bread')).toBeUndefined();
  });
});
