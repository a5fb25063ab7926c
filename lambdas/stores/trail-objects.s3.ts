import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { PutBatch, ReadBatch } from '../domain/ports/trail';
import { CLIENT_CONFIG } from './aws-client';

export interface TrailObjectsDeps {
  readonly client: Pick<S3Client, 'send'>;
  readonly bucket: string;
}

/** What S3 answers where something stands at the key, and where somebody else is just writing it. */
const ENDS: Readonly<Record<string, 'taken' | 'busy'>> = {
  PreconditionFailed: 'taken',
  ConditionalRequestConflict: 'busy',
};

const putBatch =
  ({ client, bucket }: TrailObjectsDeps): PutBatch =>
  async (key, text) => {
    try {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: text,
          ContentType: 'application/jsonl',
          // Nothing is ever written over; the bucket's policy refuses whoever does not say so.
          IfNoneMatch: '*',
        }),
      );
      return 'stored';
    } catch (error) {
      const end = error instanceof Error ? ENDS[error.name] : undefined;
      if (end === undefined) throw error;
      return end;
    }
  };

const readBatch =
  ({ client, bucket }: TrailObjectsDeps): ReadBatch =>
  async (key) => {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await body?.transformToString('utf-8')) ?? '';
  };

/** Batches of the audit trail, an object each. */
export const createTrailObjects = (deps: TrailObjectsDeps) => ({
  putBatch: putBatch(deps),
  readBatch: readBatch(deps),
});

/** The trail's bucket, with short timeouts. */
export const openTrailObjects = (bucket: string) => createTrailObjects({ client: new S3Client(CLIENT_CONFIG), bucket });
