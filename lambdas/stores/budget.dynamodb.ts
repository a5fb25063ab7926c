import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReserveSending } from '../domain/ports/counters';
import { budgetItem } from './engagement-items';
import { isConditionFailed, StoreError } from './errors';
import { backOff } from './pause';
import { getItems, type Table } from './table';

const TRIES = 6;

const standing = async (table: Table, launch: string): Promise<number> => {
  const key = budgetItem(launch);
  return Number((await getItems(table, [key], { consistent: true })).find(key)?.setAside ?? 0);
};

const reserveSending =
  (table: Table): ReserveSending =>
  async (launch, { limit, wanted, least }) => {
    let sum = wanted;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (sum < least || sum > limit) sum = Math.floor(Math.min(sum, limit) / least) * least;
      if (sum <= 0) return 0;
      try {
        await table.client.send(
          new UpdateCommand({
            TableName: table.table,
            Key: budgetItem(launch),
            UpdateExpression: 'ADD setAside :sum',
            ConditionExpression: 'attribute_not_exists(setAside) OR setAside <= :room',
            ExpressionAttributeValues: { ':sum': sum, ':room': limit - sum },
          }),
        );
        return sum;
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        sum = Math.floor(Math.max(0, limit - (await standing(table, launch))) / least) * least;
      }
      if (attempt > 0) await backOff(table.retry, attempt);
    }
    throw new StoreError('store.throttled', 'ReserveSending', true);
  };

/** What is set aside of launches' budgets, in the engagement table. */
export const createBudgets = (table: Table) => ({ reserveSending: reserveSending(table) });
