import { SOURCE } from '../../../contracts/names';
import type { SampleEvent } from './event-pattern';

/** Which hop an event belongs to. */
export type EventHop = 'edge' | 'resolved' | 'decision' | 'gateway' | 'foreign';

/** A representative of all events with the same envelope. */
export interface EventClass {
  readonly hop: EventHop;
  /** Replayed from an archive: EventBridge adds `replay-name`. */
  readonly replayed: boolean;
  /** For example `tandem.edge.web "Product Viewed", replayed`. */
  readonly label: string;
  readonly event: SampleEvent;
}

/** Events that AWS or another team could put on a bus; no rule of ours may take them. */
const FOREIGN: readonly (readonly [source: string, detailType: string])[] = [
  ['aws.events', 'Scheduled Event'],
  ['aws.health', 'AWS Health Event'],
  ['aws.s3', 'Object Created'],
  ['aws.dynamodb', 'AWS API Call via CloudTrail'],
  ['aws.cloudwatch', 'CloudWatch Alarm State Change'],
  ['tandem', 'Product Viewed'],
  ['tandem.edgeless', 'Product Viewed'],
  ['tandem.other', 'Message Requested'],
  ['com.example.shop', 'Order Completed'],
];

/** One class for each edge source, hop and event name, each fresh and replayed, and events of others. */
export const eventClasses = (
  edgeSources: readonly string[],
  eventNames: readonly string[],
  place: { readonly account: string; readonly region: string },
): readonly EventClass[] => {
  const hops: readonly (readonly [EventHop, string])[] = [
    ...edgeSources.map((source) => ['edge', `${SOURCE.edgePrefix}${source}`] as const),
    ['resolved', SOURCE.resolved],
    ['decision', SOURCE.decision],
    ['gateway', SOURCE.gateway],
  ];
  const ours = hops.flatMap(([hop, source]) => eventNames.map((name) => [hop, source, name] as const));
  const foreign = FOREIGN.map(([source, name]) => ['foreign', source, name] as const);
  return [...ours, ...foreign].flatMap(([hop, source, name]) =>
    [false, true].map((replayed) => ({
      hop,
      replayed,
      label: `${source} "${name}"${replayed ? ', replayed' : ''}`,
      event: envelope(source, name, replayed, place),
    })),
  );
};

const envelope = (
  source: string,
  detailType: string,
  replayed: boolean,
  { account, region }: { readonly account: string; readonly region: string },
): SampleEvent => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': detailType,
  source,
  account,
  time: '2026-11-27T12:00:00Z',
  region,
  resources: [],
  ...(replayed ? { 'replay-name': 'rebuild-2026-11-27' } : {}),
});
