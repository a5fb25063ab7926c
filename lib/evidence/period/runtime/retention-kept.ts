import { resourceName } from '../../../blocks/stage-context';
import { type Retention, retentionOf } from '../../retention';
import { isCloudFormation } from '../changes/principals';
import { type CloudTrailEvent, parameterOf } from '../cloud-trail';
import { type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import { accountEvents } from '../people/account-events';
import type { PeriodTable } from '../table';

type Row = PeriodRow & { readonly exception: string };
type Kind = Retention['kind'] | 'bucket';

/** Calls that change until when a store keeps something, and the parameter that names the store. */
const CHANGES: Readonly<Record<Kind, { readonly source: string; readonly calls: RegExp; readonly names: string }>> = {
  table: {
    source: 'dynamodb.amazonaws.com',
    calls: /^(UpdateTimeToLive|DeleteTable|UpdateContinuousBackups|RestoreTable.*)$/,
    names: 'tableName',
  },
  'log group': {
    source: 'logs.amazonaws.com',
    calls: /^(Put|Delete)RetentionPolicy$|^DeleteLog(Group|Stream)$/,
    names: 'logGroupName',
  },
  queue: { source: 'sqs.amazonaws.com', calls: /^(SetQueueAttributes|PurgeQueue|DeleteQueue)$/, names: 'queueUrl' },
  archive: { source: 'events.amazonaws.com', calls: /^(Update|Delete)Archive$/, names: 'archiveName' },
  bucket: {
    source: 's3.amazonaws.com',
    calls:
      /^(PutBucketLifecycle|DeleteBucketLifecycle|PutBucketVersioning|PutBucketObjectLockConfiguration|DeleteBucket)$/,
    names: 'bucketName',
  },
};

/** Until when every store keeps what it holds, and whether anybody changed that other than by a deployment. */
export const retentionKept = (input: PeriodInput): PeriodTable => {
  const events = accountEvents(input).filter((event) => event.errorCode === undefined && !isCloudFormation(event));
  const changes = events.filter((event) => Object.values(CHANGES).some((change) => isChange(event, change)));
  const rows = [...retentionOf(input.templates), trailRetention(input)].map((one) => rowOf(input, one, changes));
  return makeTable(input, {
    id: 'retention',
    title: 'Retention of every store',
    means:
      'A row is a kind of thing that a store keeps, as the templates of the commit have it. It is an exception where somebody changed the store’s retention in the period, or emptied it, other than by a deployment.',
    sources: sourceOf(input.cloudTrail, changes.length),
    columns: {
      kind: 'Kind of store.',
      store: 'Its name, without the stage’s prefix.',
      holds: 'What it keeps.',
      personal: 'plain, pseudonymous or none.',
      until: 'Until when, as designed.',
      from: 'What says so: a construct of the templates, or code.',
      oldest: 'The oldest that the records show it to have, in the audit trail alone.',
      changed: 'Calls of the period that changed it, other than by a deployment.',
    },
    rows,
    gaps: [
      'What ends by itself in a table, a queue, an archive or a log leaves no record in AWS: that it ended is shown by design alone.',
      ...(input.cloudTrail === undefined
        ? ['No export of CloudTrail was given: whether anybody changed a retention is not known.']
        : []),
    ],
  });
};

interface Kept extends Omit<Retention, 'kind'> {
  readonly kind: Kind;
  /** @default - no record shows it */
  readonly oldest?: string | undefined;
}

const trailRetention = ({ stage, trail }: PeriodInput): Kept => {
  const { protect, trailRetentionDays, account, region } = stage.settings;
  return {
    kind: 'bucket',
    store: `trail-${account}-${region}`,
    holds: 'the audit trail',
    personal: 'pseudonymous',
    until: protect ? `${trailRetentionDays} days at least, locked` : 'for good',
    from: 'platform/platform.yaml',
    oldest: trail?.records[0]?.recordedAt,
  };
};

const rowOf = (input: PeriodInput, { oldest, ...kept }: Kept, changes: readonly CloudTrailEvent[]): Row => {
  const change = CHANGES[kept.kind];
  const changed = changes
    .filter((event) => isChange(event, change) && isCalled(kept.store, parameterOf(event, change.names), input))
    .map(({ eventName, eventTime, eventID }) => `${eventName} at ${eventTime} (${eventID})`);
  return {
    ...kept,
    oldest: oldest ?? null,
    changed,
    exception: changed.length === 0 ? '' : 'changed or emptied other than by a deployment',
  };
};

const isChange = ({ eventSource, eventName }: CloudTrailEvent, { source, calls }: (typeof CHANGES)[Kind]): boolean =>
  eventSource === source && calls.test(eventName);

/** By its name, or as the end of its ARN, URL or path. */
const isCalled = (store: string, named: string | undefined, { stage }: PeriodInput): boolean => {
  const last = named?.split(/[/:]/).at(-1);
  return last !== undefined && [named, last].some((name) => name === store || name === resourceName(stage, store));
};
