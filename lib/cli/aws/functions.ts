import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { EnvironmentError } from '../context';

/** The functions of a stage that operators may call. */
export interface Functions {
  /** Calls what is live of a function and waits for its answer; throws where it failed. */
  readonly invoke: <Answer>(name: string, task: object) => Promise<Answer>;
}

/** Longer than any of the functions may run. */
const TIMEOUT_MS = 920_000;

/** Opens the functions named `<prefix>-<stage>-<name>`; `path` is `/<prefix>/<stage>`. */
export const createFunctions = (region: string, path: string): Functions => ({
  invoke: async <Answer>(name: string, task: object): Promise<Answer> => {
    const client = new LambdaClient({
      region,
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 2000, requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
    });
    const answer = await client
      .send(
        new InvokeCommand({
          FunctionName: `${path.slice(1).replace('/', '-')}-${name}`,
          Qualifier: 'live',
          Payload: Buffer.from(JSON.stringify(task)),
        }),
      )
      .finally(() => client.destroy());
    const text = Buffer.from(answer.Payload ?? []).toString('utf8');
    if (answer.FunctionError !== undefined) {
      throw new EnvironmentError(`${name} failed (${errorType(text)}): its log says where.`);
    }
    return JSON.parse(text) as Answer;
  },
});

/** Only the kind of failure: a message may quote what it stumbled over. */
const errorType = (text: string): string => {
  const type: unknown = text === '' ? undefined : JSON.parse(text)?.errorType;
  return typeof type === 'string' ? type : 'no reason given';
};
