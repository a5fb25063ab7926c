import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type { Attempt, ClaimAttempt, LoadAttempt, SaveAttempt } from '../domain/ports/attempts';
import { attemptItem } from './engagement-items';
import { absentOrExpired, daysFrom, isAlive, putIf, type Table } from './table';

const itemOf = (table: Table, attempt: Attempt) => ({
  ...attempt,
  ...attemptItem(attempt.messageId),
  ttl: daysFrom(table.now(), KEPT_DAYS.attempts),
});

const loadAttempt =
  (table: Table): LoadAttempt =>
  async (messageId) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: attemptItem(messageId), ConsistentRead: true }),
    );
    if (item === undefined || !isAlive(item, table.now())) return undefined;
    const { pk: _pk, sk: _sk, ttl: _ttl, write: _write, ...attempt } = item;
    return attempt as Attempt;
  };

const saveAttempt =
  (table: Table): SaveAttempt =>
  async (attempt) => {
    await table.client.send(new PutCommand({ TableName: table.table, Item: itemOf(table, attempt) }));
  };

const stillAs = (was: Attempt) => ({
  ConditionExpression: '#at = :at AND attempts = :attempts',
  ExpressionAttributeNames: { '#at': 'at' },
  ExpressionAttributeValues: { ':at': was.at, ':attempts': was.attempts },
});

const claimAttempt =
  (table: Table): ClaimAttempt =>
  async (attempt, was) => {
    const condition = was === undefined ? absentOrExpired(table.now()) : stillAs(was);
    return (await putIf(table, itemOf(table, attempt), condition)) ? 'claimed' : 'taken';
  };

/** Delivery attempts of the engagement table. */
export const createAttempts = (table: Table) => ({
  loadAttempt: loadAttempt(table),
  saveAttempt: saveAttempt(table),
  claimAttempt: claimAttempt(table),
});
