import { SQSClient } from '@aws-sdk/client-sqs';

/**
 * A client of SQS in a region, or at the endpoint that the environment names. Queues are asked for there, not at the host in
 * their address: the embedded AWS has another one in it, and the SDK would warn of that on every screen.
 */
export const openQueues = (region: string): SQSClient =>
  new SQSClient({ region, maxAttempts: 3, useQueueUrlAsEndpoint: false });
