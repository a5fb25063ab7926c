import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { TrailHead } from '../../../contracts/trail';
import type { StoredBatch } from '../../evidence/trail/verify-trail';

/** The audit trail of a stage, read only. */
export interface TrailBucket {
  /** Its name; throws where the trail is not deployed. */
  readonly name: () => Promise<string>;
  /** Every batch in its first version, with what was done to it since. */
  readonly batches: () => Promise<readonly StoredBatch[]>;
  /** Where the control table says that it ends; undefined where nothing was recorded yet. */
  readonly settledHead: () => Promise<TrailHead | undefined>;
}

export interface TrailBucketDeps {
  readonly region: string;
  readonly bucketOf: () => Promise<string>;
  readonly client: DynamoDBDocumentClient;
  /** The control table. */
  readonly table: string;
}

interface Versions {
  readonly versions: readonly string[];
  readonly deleted: boolean;
}

/** Opens the bucket whose name `bucketOf` gives; every call opens and closes its own connection to it. */
export const createTrailBucket = ({ region, bucketOf, client: documents, table }: TrailBucketDeps): TrailBucket => ({
  name: bucketOf,
  batches: async () => {
    const client = new S3Client({ region, maxAttempts: 3, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
    try {
      const bucket = await bucketOf();
      const batches: StoredBatch[] = [];
      for (const [key, found] of await versionsIn(client, bucket)) batches.push(await read(client, bucket, key, found));
      return batches;
    } finally {
      client.destroy();
    }
  },
  settledHead: async () => {
    const get = new GetCommand({ TableName: table, Key: { pk: 'TRAIL', sk: 'HEAD' }, ConsistentRead: true });
    const { Item: item } = await documents.send(get);
    return item === undefined ? undefined : { sequence: Number(item.sequence), hash: String(item.hash) };
  },
});

/** S3 tells the newest version of a key first. */
const versionsIn = async (client: S3Client, bucket: string): Promise<ReadonlyMap<string, Versions>> => {
  const found = new Map<string, Versions>();
  const none: Versions = { versions: [], deleted: false };
  let marker: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } | undefined =
    {};
  while (marker !== undefined) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, ...marker }),
    );
    for (const { Key: key = '', VersionId: id = '' } of page.Versions ?? []) {
      const before = found.get(key) ?? none;
      found.set(key, { ...before, versions: [...before.versions, id] });
    }
    for (const { Key: key = '' } of page.DeleteMarkers ?? []) {
      found.set(key, { ...(found.get(key) ?? none), deleted: true });
    }
    const { IsTruncated: more, NextKeyMarker: key, NextVersionIdMarker: version } = page;
    marker = more === true ? { KeyMarker: key, VersionIdMarker: version } : undefined;
  }
  return found;
};

const read = async (
  client: S3Client,
  bucket: string,
  key: string,
  { versions, deleted }: Versions,
): Promise<StoredBatch> => {
  const first = versions.at(-1);
  if (first === undefined) return { key, text: '', touched: 'deleted' };
  const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: first }));
  const touched = deleted ? 'deleted' : versions.length > 1 ? 'written-again' : undefined;
  return { key, text: (await body?.transformToString('utf-8')) ?? '', touched };
};
