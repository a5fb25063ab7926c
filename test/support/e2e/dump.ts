import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { type AttributeValue, DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, paginateListSecrets, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import { DECISION_DICTIONARIES } from '../../../lambdas/stores/decision-dictionary';
import type { EmbeddedAws } from '../../../local/embedded-aws';
import { clientConfig } from '../../../local/foundation';
import { queuedMessages } from './queues';

/** Bytes that somebody with access to everything could read, and where. */
export interface Dumped {
  readonly where: string;
  readonly bytes: Buffer;
}

type Source = (aws: EmbeddedAws) => AsyncGenerator<Dumped>;

/** Everything an embedded AWS holds: tables, queues, logs, archives, objects, parameters, secrets, and its own files. */
export async function* dumpEverything(aws: EmbeddedAws): AsyncGenerator<Dumped> {
  for (const source of [tables, queues, logs, archives, objects, parameters, secrets, files]) yield* source(aws);
}

/** The bytes themselves, and what they are once inflated, with our dictionaries or without. */
const layers = (bytes: Uint8Array): readonly Buffer[] => {
  const dictionaries = [undefined, ...Object.values(DECISION_DICTIONARIES)];
  return [
    Buffer.from(bytes),
    ...dictionaries.flatMap((dictionary) => {
      try {
        return [inflateRawSync(bytes, dictionary === undefined ? {} : { dictionary })];
      } catch (error) {
        // Most bytes are not deflated, or not with this dictionary.
        if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) return [];
        throw error;
      }
    }),
  ];
};

const tables: Source = async function* (aws) {
  const client = new DynamoDBClient(clientConfig(aws));
  for await (const { TableNames: names = [] } of paginateListTables({ client }, {})) {
    for (const name of names) {
      for await (const { Items: items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
        for (const item of items) {
          for (const bytes of itemBytes(item)) yield { where: `table ${name}`, bytes };
        }
      }
    }
  }
  client.destroy();
};

const itemBytes = (item: Record<string, AttributeValue>): readonly Buffer[] => [
  Buffer.from(JSON.stringify(item)),
  ...Object.values(item).flatMap(({ B: binary }) => (binary === undefined ? [] : layers(binary))),
];

const queues: Source = async function* (aws) {
  for (const { queue, raw } of await queuedMessages(aws)) yield { where: `queue ${queue}`, bytes: Buffer.from(raw) };
};

const logs: Source = async function* (aws) {
  const client = new CloudWatchLogsClient(clientConfig(aws));
  for await (const { logGroups: groups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName: name = '' } of groups) {
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName: name })) {
        yield { where: `log ${name}`, bytes: Buffer.from(events.map(({ message }) => message).join('\n')) };
      }
    }
  }
  client.destroy();
};

/** The emulator tells an archive's events with its description, which AWS does not. */
const archives: Source = async function* (aws) {
  const ask = async (operation: string, input: object): Promise<string> => {
    const answer = await fetch(aws.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSEvents.${operation}` },
      body: JSON.stringify(input),
    });
    return answer.text();
  };
  const { Archives: found } = JSON.parse(await ask('ListArchives', {})) as { Archives: { ArchiveName: string }[] };
  for (const { ArchiveName: name } of found) {
    yield { where: `archive ${name}`, bytes: Buffer.from(await ask('DescribeArchive', { ArchiveName: name })) };
  }
};

const objects: Source = async function* (aws) {
  const client = new S3Client({ ...clientConfig(aws), forcePathStyle: true });
  const { Buckets: buckets = [] } = await client.send(new ListBucketsCommand({}));
  for (const { Name: bucket = '' } of buckets) {
    for await (const { Contents: contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
      for (const { Key: key = '' } of contents) {
        const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        yield { where: `object ${bucket}/${key}`, bytes: Buffer.from((await body?.transformToByteArray()) ?? []) };
      }
    }
  }
  client.destroy();
};

const parameters: Source = async function* (aws) {
  const client = new SSMClient(clientConfig(aws));
  const all = { Path: '/', Recursive: true, WithDecryption: true };
  for await (const { Parameters: found = [] } of paginateGetParametersByPath({ client }, all)) {
    for (const { Name: name, Value: value = '' } of found) {
      const where = `parameter ${name}`;
      yield { where, bytes: Buffer.from(`${name} ${value}`) };
      for (const bytes of layers(Buffer.from(value, 'base64'))) yield { where, bytes };
    }
  }
  client.destroy();
};

const secrets: Source = async function* (aws) {
  const client = new SecretsManagerClient(clientConfig(aws));
  for await (const { SecretList: found = [] } of paginateListSecrets({ client }, {})) {
    for (const { Name: name = '' } of found) {
      const { SecretString: text = '' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
      yield { where: `secret ${name}`, bytes: Buffer.from(text) };
    }
  }
  client.destroy();
};

const files: Source = async function* ({ folder, logFile, port }) {
  const own = [logFile, join(folder, '..', `deploy-${port}.log`)];
  for (const file of own) yield { where: `file ${file}`, bytes: readFileSync(file) };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    yield { where: `file ${file}`, bytes: readFileSync(file) };
  }
};
