import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CLIENT_CONFIG } from './aws-client';
import { StoreError } from './errors';

/** Calls a function and waits for its answer; rejects where it failed. */
export type CallFunction = <Answer>(task: object) => Promise<Answer>;

/** A function that may have to start first. */
const TIMEOUT_MS = 10_000;

/** A function by the ARN of its alias. */
export const openFunction = (arn: string): CallFunction => {
  const client = new LambdaClient({
    ...CLIENT_CONFIG,
    requestHandler: { ...CLIENT_CONFIG.requestHandler, requestTimeout: TIMEOUT_MS },
  });
  return async <Answer>(task: object): Promise<Answer> => {
    const answer = await client.send(
      new InvokeCommand({ FunctionName: arn, Payload: Buffer.from(JSON.stringify(task)) }),
    );
    if (answer.FunctionError !== undefined) throw new StoreError('function.failed', 'Invoke', true);
    return JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')) as Answer;
  };
};
