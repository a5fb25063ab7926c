import type { ProfileChange } from '../../../lambdas/domain/ports/profiles';
import { createCounterStore } from '../../../lambdas/stores/counters.dynamodb';
import { createDecisions } from '../../../lambdas/stores/decisions.dynamodb';
import { createProfiles } from '../../../lambdas/stores/profiles.dynamodb';
import { getItems, putIf } from '../../../lambdas/stores/table';
import { createVault } from '../../../lambdas/stores/vault.dynamodb';
import { decisionOf, inputs } from '../../support/decision-fixtures';
import { cancelled, createFakeTable, serviceError } from '../../support/fake-documents';
import { naming } from '../../support/memory-vault';
import { edgeEvent } from '../../support/profile-events';

const key = (pk: string) => ({ pk, sk: 'I' });
const NONE = 'None';
const FAILED = 'ConditionalCheckFailed';
const CONTENDED = 'TransactionConflict';
const THROTTLED = 'ThrottlingError';

describe('reading many items', () => {
  it('asks again for keys that the table left unprocessed', async () => {
    const { table, sent, pauses } = createFakeTable((_sent, call) =>
      call === 1
        ? { Responses: { fake: [key('a')] }, UnprocessedKeys: { fake: { Keys: [key('b')] } } }
        : { Responses: { fake: [key('b')] } },
    );
    const found = await getItems(table, [key('a'), key('b'), key('c')], { consistent: true });
    expect([found.find(key('a')), found.find(key('b')), found.find(key('c'))]).toEqual([key('a'), key('b'), undefined]);
    expect(sent[1]?.input).toEqual({ RequestItems: { fake: { Keys: [key('b')], ConsistentRead: true } } });
    expect(pauses).toHaveLength(1);
  });

  it('gives up on a table that never gets to the keys, rather than taking them for absent', async () => {
    const { table } = createFakeTable(() => ({ UnprocessedKeys: { fake: { Keys: [key('a')] } } }));
    await expect(getItems(table, [key('a')], { consistent: true })).rejects.toMatchObject({
      code: 'store.throttled',
      retryable: true,
    });
  });

  it('asks for each key once, a hundred a call, and for none not at all', async () => {
    const { table, sent } = createFakeTable(() => ({}));
    const keys = Array.from({ length: 150 }, (_, index) => key(`k${index}`));
    await getItems(table, [...keys, ...keys], { consistent: false });
    expect(sent).toHaveLength(2);
    await getItems(table, [], { consistent: false });
    expect(sent).toHaveLength(2);
  });

  it('passes over items that have run out and wait to be swept', async () => {
    const ttl = Date.parse('2026-11-27T12:00:00.000Z') / 1000;
    const { table } = createFakeTable(() => ({
      Responses: {
        fake: [
          { ...key('a'), ttl },
          { ...key('b'), ttl: ttl + 1 },
        ],
      },
    }));
    const found = await getItems(table, [key('a'), key('b')], { consistent: true });
    expect(found.find(key('a'))).toBeUndefined();
    expect(found.find(key('b'))).toBeDefined();
  });
});

describe('a conditional put', () => {
  const condition = { ConditionExpression: 'attribute_not_exists(pk)' };

  it('loses against another’s item', async () => {
    const { table } = createFakeTable(() =>
      serviceError('ConditionalCheckFailedException', { Item: { write: { S: 'x' } } }),
    );
    expect(await putIf(table, key('a'), condition)).toBe(false);
  });

  it('wins against its own item, put by a call whose answer got lost', async () => {
    const { table } = createFakeTable(({ input }) => {
      const { write } = input.Item as { write: string };
      return serviceError('ConditionalCheckFailedException', { Item: { write: { S: write } } });
    });
    expect(await putIf(table, key('a'), condition)).toBe(true);
  });

  it('rejects with whatever else goes wrong', async () => {
    const { table } = createFakeTable(() => serviceError('ProvisionedThroughputExceededException'));
    await expect(putIf(table, key('a'), condition)).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
    });
  });
});

describe('a cancelled transaction', () => {
  const change: ProfileChange = {
    key: { strand: 'user_id:u1', source: 'shop', messageId: 'm1' },
    event: edgeEvent({ id: 'm1', event: 'Page Viewed', at: '2026-11-27T12:00:00.000Z', by: ['user_id:u1'] }),
    person: 'user_id:u1',
    save: [{ person: 'user_id:u1', version: 1, state: { strands: {} } }],
    remove: [],
    pointers: [],
  };

  it.each([
    ['duplicate', [FAILED, NONE]],
    ['duplicate', [FAILED, FAILED]],
    ['conflict', [NONE, FAILED]],
    ['conflict', [CONTENDED, NONE]],
    ['conflict', [NONE, CONTENDED]],
  ] as const)('of a profile is a %s for %j', async (outcome, codes) => {
    const { table } = createFakeTable(() => cancelled(...codes));
    expect(await createProfiles(table).applyChange(change)).toBe(outcome);
  });

  it('that was throttled is neither, so that the queue brings the event again', async () => {
    const { table } = createFakeTable(() => cancelled(NONE, THROTTLED));
    await expect(createProfiles(table).applyChange(change)).rejects.toMatchObject({ code: 'store.throttled' });
  });

  it('of a decision is a conflict where only the ledger changed', async () => {
    const { table } = createFakeTable(() => cancelled(NONE, FAILED));
    const ledger = { strand: 'user_id:u1', version: 1, ledger: { sends: [], exposures: {} } };
    const outcome = await createDecisions(table).saveDecision(decisionOf(), inputs([]), ledger);
    expect(outcome).toEqual({ outcome: 'conflict' });
  });

  it('of a count is tried again until the shard is free, then left to the queue', async () => {
    const busy = createFakeTable((_sent, call) => (call < 3 ? cancelled(NONE, CONTENDED) : {}));
    expect(await createCounterStore(busy.table).countOnce('e1', 'coats', { failed: 1 })).toBe('counted');
    expect(busy.pauses).toHaveLength(2);
    const stuck = createFakeTable(() => cancelled(NONE, CONTENDED));
    await expect(createCounterStore(stuck.table).countOnce('e1', 'coats', { failed: 1 })).rejects.toMatchObject({
      retryable: true,
    });
  });

  it('of a token gives the token that somebody else made in between', async () => {
    const { table } = createFakeTable(({ name }) => {
      if (name === 'BatchGetCommand') return {};
      return name === 'GetCommand' ? { Item: { token: 'tok_theirs' } } : cancelled(FAILED, NONE);
    });
    const vault = createVault({ ...table, vaultKey: async () => 'key' });
    const [tokens] = await vault.tokensFor([naming({ kind: 'email', value: 'ann@shop.example' })]);
    expect(tokens).toEqual({ identifiers: ['tok_theirs'], others: [] });
  });

  it('of a token that nobody has is tried again', async () => {
    let writes = 0;
    const { table } = createFakeTable(({ name }) => {
      if (name !== 'TransactWriteCommand') return {};
      writes += 1;
      return writes < 3 ? cancelled(CONTENDED, NONE) : {};
    });
    const vault = createVault({ ...table, vaultKey: async () => 'key' });
    const [tokens] = await vault.tokensFor([naming({ kind: 'email', value: 'ann@shop.example' })]);
    expect(tokens).toEqual({ identifiers: [expect.stringMatching(/^tok_/)], others: [] });
    expect(writes).toBe(3);
  });
});

describe('the vault', () => {
  it('keeps no value in a key, and asks the index only for what it has not seen', async () => {
    const { table, sent } = createFakeTable(() => ({}));
    const vault = createVault({ ...table, vaultKey: async () => 'key' });
    const ann = { kind: 'email', value: 'ann@shop.example' } as const;
    const first = await vault.tokensFor([naming(ann), naming(ann)]);
    expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand', 'TransactWriteCommand']);
    expect(await vault.tokensFor([naming(ann)])).toEqual(first.slice(0, 1));
    expect(sent).toHaveLength(2);
    expect(JSON.stringify(sent[0])).not.toContain('ann');
    const [index, value] = (sent[1]?.input.TransactItems ?? []) as { Update?: object; Put?: object }[];
    expect(JSON.stringify(index)).not.toContain('ann');
    expect(index?.Update).toMatchObject({ Key: { pk: expect.stringMatching(/^H#/), sk: 'I' } });
    expect(value?.Put).toMatchObject({ Item: { pk: expect.stringMatching(/^T#/), value: 'ann@shop.example' } });
  });

  it('gives other tokens under another key', async () => {
    const hashes: string[] = [];
    const { table } = createFakeTable(({ input }) => {
      const { fake } = (input.RequestItems ?? {}) as { fake?: { Keys: { pk: string }[] } };
      hashes.push(...(fake?.Keys ?? []).map(({ pk }) => pk));
      return {};
    });
    const ann = { kind: 'email', value: 'ann@shop.example' } as const;
    await createVault({ ...table, vaultKey: async () => 'one' }).tokensFor([naming(ann)]);
    await createVault({ ...table, vaultKey: async () => 'two' }).tokensFor([naming(ann)]);
    expect(new Set(hashes).size).toBe(2);
  });
});
