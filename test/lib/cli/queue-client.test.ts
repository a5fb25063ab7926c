import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { openQueues } from '../../../lib/cli/aws/queue-client';

describe('openQueues', () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.headers['x-amz-target']));
    response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"Attributes":{"DelaySeconds":"7"}}');
  });
  const before = { ...process.env };
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
  });
  afterAll(() => {
    process.env = before;
    server.close();
  });

  it('asks the endpoint of the environment for a queue whose address names another host, and warns of nothing', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const client = openQueues('us-east-1');

    const { Attributes: found } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: 'http://elsewhere.invalid:4566/000000000000/q',
        AttributeNames: ['DelaySeconds'],
      }),
    );
    client.destroy();

    expect(found).toEqual({ DelaySeconds: '7' });
    expect(asked).toEqual(['AmazonSQS.GetQueueAttributes']);
    expect(warn.mock.calls.flat().filter((one) => String(one).includes('QueueUrl'))).toEqual([]);
    warn.mockRestore();
  });
});
