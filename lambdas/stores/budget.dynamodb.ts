import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SetAside } from '../domain/ports/counters';
import { budgetItem } from './engagement-items';
import { isConditionFailed, StoreError } from './errors';
import { backOff } from './pause';
import type { Table } from './table';

const TRIES = 6;

/** What had been set aside when an addition did not fit. */
const standing = (error: unknown): number => {
  const item = (error as { Item?: Record<string, { N?: string } | number> }).Item;
  const value = item?.setAside;
  return typeof value === 'number' ? value : Number(value?.N ?? 0);
};

const setAside =
  ({ client, table, retry }: Table): SetAside =>
  async (launch, { limit, wanted, least }) => {
    let sum = wanted;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (sum < least || sum > limit) sum = Math.floor(Math.min(sum, limit) / least) * least;
      if (sum <= 0) return 0;
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: budgetItem(launch),
            UpdateExpression: 'ADD setAside :sum',
            ConditionExpression: 'attribute_not_exists(setAside) OR setAside <= :room',
            ExpressionAttributeValues: { ':sum': sum, ':room': limit - sum },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return sum;
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        sum = Math.floor(Math.max(0, limit - standing(error)) / least) * least;
      }
      if (attempt > 0) await backOff(retry, attempt);
    }
    throw new StoreError('store.throttled', 'SetAside', true);
  };

/** What is set aside of launches' budgets, in the engagement table. */
export const createBudgets = (table: Table) => ({ setAside: setAside(table) });
