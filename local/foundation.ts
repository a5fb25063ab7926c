import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { EmbeddedAws } from './embedded-aws';

/** What the foundation stack tells about itself. */
export interface Foundation {
  readonly stack: string;
  readonly apiHost: string;
  readonly busName: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly serviceClientId: string;
  readonly tables: {
    readonly profiles: string;
    readonly vault: string;
    readonly engagement: string;
    readonly control: string;
  };
  /** Queues that must be empty when all work is done, by what they carry. */
  readonly workQueues: Readonly<Record<string, string>>;
  readonly quarantineQueue: string;
  readonly undeliveredQueue: string;
  readonly blastQueue: string;
}

/** Reads the outputs of a deployed foundation stack. */
export const readFoundation = async (aws: EmbeddedAws, stack: string): Promise<Foundation> => {
  const client = new CloudFormationClient(clientConfig(aws));
  const { Stacks: stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  client.destroy();
  const outputs = new Map((stacks[0]?.Outputs ?? []).map(({ OutputKey: key, OutputValue: value }) => [key, value]));
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value === undefined) throw new Error(`Stack ${stack} has no output ${name}.`);
    return value;
  };
  const queues = [...outputs.keys()].filter((name): name is string => name?.endsWith('QueueUrl') ?? false);
  const deliveries = [...outputs.keys()].filter(
    (name): name is string => name?.startsWith('DeliveryQueueUrl') ?? false,
  );
  const parked = new Set(['QuarantineQueueUrl', 'UndeliveredQueueUrl']);
  return {
    stack,
    apiHost: output('ApiHost'),
    busName: output('BusName'),
    userPoolId: output('UserPoolId'),
    clientId: output('ClientId'),
    serviceClientId: output('ServiceClientId'),
    tables: {
      profiles: output('ProfilesTable'),
      vault: output('VaultTable'),
      engagement: output('EngagementTable'),
      control: output('ControlTable'),
    },
    workQueues: Object.fromEntries(
      [...queues.filter((name) => !parked.has(name)), ...deliveries].map((name) => [
        name.replace('QueueUrl', ''),
        output(name),
      ]),
    ),
    quarantineQueue: output('QuarantineQueueUrl'),
    undeliveredQueue: output('UndeliveredQueueUrl'),
    blastQueue: output('BlastQueueUrl'),
  };
};

/** Configuration of an SDK client for an embedded AWS; explicit, because several can run in one process. */
export const clientConfig = (aws: EmbeddedAws) => ({
  endpoint: aws.endpoint,
  region: aws.region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 5,
});
