import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseKeyList } from '../../contracts/webhook-key-list';
import { realRetry } from '../../lambdas/stores/pause';
import { createVendorLimits } from '../../lambdas/stores/vendor-limits.dynamodb';
import { clientConfig } from '../foundation';
import type { Script } from '../panel/script';
import { type DueSchedule, readSchedules } from '../replay/schedules';
import type { VendorActs } from '../report/model';
import { type Running, STAGE } from '../run';
import { vendorFails } from './circuit';
import { vendorExpires } from './expiry';
import { looksAt } from './looks';
import { vendorKeyRotates } from './rotation';

/** The week's schedules, and what IT and vendors do beside them. */
export interface Acts {
  readonly schedules: readonly DueSchedule[];
  readonly due: readonly DueSchedule[];
  readonly outcome: () => Promise<VendorActs>;
}

/** Sets up one vendor whose approval ends, one whose key is changed and one that fails as a launch starts to send. */
export const openActs = async (running: Running, { startsAt, endsAt }: Script): Promise<Acts> => {
  const { aws, foundation, workspace, vendors, postHook, deployment, vendorKeys, hookAnswers } = running;
  const { prefix } = workspace.platform;
  const schedules = await readSchedules(aws, `${prefix}-${STAGE}-launch-`);
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(aws)));
  const secrets = new SecretsManagerClient(clientConfig(aws));
  const limits = createVendorLimits({
    client: dynamo,
    table: foundation.tables.control,
    now: () => new Date(),
    retry: realRetry,
  });

  const fails = vendorFails(
    workspace.vendors.find(({ outbound }) => outbound?.breaker !== undefined),
    schedules[0],
    vendors,
    limits.loadCircuit,
  );
  const expires = vendorExpires(workspace.vendors, { from: startsAt, to: endsAt }, postHook);
  const changing = workspace.vendors.find(({ inbound }) => inbound?.scheme === 'standard-webhooks-v1');
  if (changing === undefined) throw new Error('No vendor of platform/vendors/ signs its webhooks as ours do.');
  const rotates = vendorKeyRotates(changing, startsAt, {
    tandem: deployment.tandem,
    newestKey: async ({ inbound }) => {
      const id = `${prefix}/${STAGE}/vendor/${inbound?.secret}`;
      const { SecretString: text = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
      const key = parseKeyList(text).find(({ state }) => state === 'pending');
      if (key === undefined) throw new Error(`${id} holds no pending key.`);
      return key.secret;
    },
    answers: () => hookAnswers.get(changing.vendor) ?? [],
    signWith: ({ vendor }, key) => vendorKeys.set(vendor, key),
  });
  const queues = new SQSClient(clientConfig(aws));
  const looks = ['Review', 'Sweep'].flatMap((work) =>
    looksAt({ from: startsAt, to: endsAt }, 12, async () => {
      const QueueUrl = foundation.workQueues[work];
      await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ kind: 'look' }) }));
    }),
  );
  return {
    schedules,
    due: [...fails.due, ...expires.due, ...rotates.due, ...looks],
    outcome: async () => {
      const [circuit, expiry, rotation] = await Promise.all([fails.outcome(), expires.outcome(), rotates.outcome()]);
      dynamo.destroy();
      secrets.destroy();
      queues.destroy();
      return { rotation, ...(circuit && { circuit }), ...(expiry && { expiry }) };
    },
  };
};
