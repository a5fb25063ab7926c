import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { accessToken } from '../../../../local/credentials';
import { clientConfig } from '../../../../local/foundation';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import type { World } from '../../../support/e2e/world';
import { LAUNCH } from './decisions';
import type { Stage } from './stage';

interface Shown {
  readonly head: { readonly sequence: number };
  readonly broken: object | null;
  readonly records: readonly {
    readonly sequence: number;
    readonly kind: string;
    readonly about: string;
    readonly details: Readonly<Record<string, unknown>>;
  }[];
}

/** What scenarios before this one did, each by its own way into the trail: switches, receivers, functions that tell. */
const DONE_BEFORE = [
  'launch.live',
  'launch.first-message',
  'launch.paused',
  'launch.resumed',
  'platform.paused',
  'platform.resumed',
  'vendor.suspended',
  'vendor.reinstated',
  'webhook-key.first-used',
  'erasure.asked',
  'erasure.done',
  'personal-data.read',
  'test.sent',
];

/** What was thrown and who was looked at is in one chain that holds, and says of nobody who they are. */
export const auditTrail = (stage: Stage): void => {
  const shown = async (): Promise<Shown> => {
    const { world } = stage();
    const { code, text } = await tandemIn(world, world.root, ['trail', '--json']);
    expect(code).toBe(0);
    return JSON.parse(text.slice(text.indexOf('{'))) as Shown;
  };
  let before: Shown;

  it('holds, and has what was done to launches and vendors so far', async () => {
    before = await shown();
    expect(before.broken).toBeNull();
    const kinds = new Set(before.records.map(({ kind }) => kind));
    for (const kind of DONE_BEFORE) expect(kinds).toContain(kind);
  });

  it('adds a pause, its end and a look at a customer, behind all that', async () => {
    const { world, cast } = stage();
    const customer = cast.treated();
    await world.deployment.tandem('pause', LAUNCH);
    await world.deployment.tandem('resume', LAUNCH);
    const client = { ...world.foundation, clientId: world.foundation.serviceClientId };
    const headers = { authorization: `Bearer ${await accessToken(world.aws, client, ['customers/lookup'])}` };
    const body = JSON.stringify({ type: 'user_id', value: customer.userId });
    expect((await world.direct.request('POST', '/v1/customers/lookup', body, headers)).status).toBe(200);
    const added = await until('all three are recorded', async () => {
      const { records, broken } = await shown();
      expect(broken).toBeNull();
      const since = records.filter(({ sequence }) => sequence > before.head.sequence);
      const kinds = since.map(({ kind }) => kind);
      return ['launch.paused', 'launch.resumed', 'personal-data.read'].every((kind) => kinds.includes(kind)) && since;
    });
    const looked = added.filter(({ kind }) => kind === 'personal-data.read').at(-1);
    expect(looked).toMatchObject({ about: expect.stringMatching(/^sub_/), details: { route: 'lookup', found: true } });
    expect(JSON.stringify(added)).not.toContain(customer.userId);
  });

  it('holds from its anchor on, and tells of an end that was cut off behind it', async () => {
    const { world } = stage();
    const folder = mkdtempSync(join(tmpdir(), 'tandem-anchors-'));
    const trail = (...words: readonly string[]) =>
      tandemIn(world, world.root, ['trail', ...words, '--anchors', join(folder, 'local.json')]);
    expect(await trail('anchor')).toMatchObject({ code: 0, text: expect.stringContaining('Commit it') });
    expect(await trail('anchor')).toMatchObject({ code: 0, text: expect.stringContaining('nothing new') });
    expect(await trail('--verify')).toMatchObject({ code: 0, text: expect.stringContaining('It holds') });
    const putBack = await cutTail(world);
    for (const words of [['--verify'], ['anchor']]) {
      expect(await trail(...words)).toMatchObject({ code: 1, text: expect.stringContaining('tail-cut') });
    }
    rmSync(folder, { recursive: true });
    // The control table knows it without an anchor, too.
    const said = await trail('--verify');
    expect(said).toMatchObject({ code: 1, text: expect.stringContaining('is the last one for the control table') });
    await putBack();
    expect((await trail('--verify')).code).toBe(0);
  });
};

/** Takes the last batch out of the bucket as nobody can on AWS, whose bucket policy holds; gives what puts it back. */
const cutTail = async ({ aws }: World): Promise<() => Promise<void>> => {
  const client = new S3Client({ ...clientConfig(aws), forcePathStyle: true });
  const bucket = { Bucket: `tandem-local-trail-${aws.account}-${aws.region}` };
  const { Versions: versions = [] } = await client.send(new ListObjectVersionsCommand(bucket));
  const last = versions.map(({ Key: key = '', VersionId: id }) => ({ Key: key, VersionId: id })).at(-1);
  if (last === undefined) throw new Error('There is nothing in the bucket of the audit trail.');
  const { Body: body } = await client.send(new GetObjectCommand({ ...bucket, ...last }));
  const text = (await body?.transformToString()) ?? '';
  await client.send(new DeleteObjectCommand({ ...bucket, ...last }));
  return async () => {
    await client.send(new PutObjectCommand({ ...bucket, Key: last.Key, Body: text }));
    client.destroy();
  };
};
