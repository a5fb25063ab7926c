import type { EventName } from './event-properties';

/** Bus sources; every hop has its own, so that no rule can feed itself. */
export const SOURCE = {
  edgePrefix: 'tandem.edge.',
  resolved: 'tandem.resolved',
  decision: 'tandem.decision',
  gateway: 'tandem.gateway',
} as const;

/** Catalog names of Segment's calls that carry no event name of their own. */
export const CALL_EVENT = {
  identify: 'Customer Identified',
  page: 'Page Viewed',
  screen: 'Screen Viewed',
  group: 'Group Joined',
  alias: 'Identity Aliased',
} as const satisfies Readonly<Record<string, EventName>>;

/** Events the platform itself understands or makes. */
export const PLATFORM_EVENT = {
  consentGranted: 'Consent Granted',
  consentWithdrawn: 'Consent Withdrawn',
  processingRestricted: 'Processing Restricted',
  processingReleased: 'Processing Released',
  messageBounced: 'Message Bounced',
  listJoined: 'List Joined',
  listLeft: 'List Left',
  offerDecided: 'Offer Decided',
  messageRequested: 'Message Requested',
  offerPresented: 'Offer Presented',
  offerAccepted: 'Offer Accepted',
  offerDeclined: 'Offer Declined',
  messageDelivered: 'Message Delivered',
  messageRefused: 'Message Refused',
  messageFailed: 'Message Failed',
  vendorCircuitOpened: 'Vendor Circuit Opened',
  vendorCircuitClosed: 'Vendor Circuit Closed',
  segmentEntered: 'Segment Entered',
  segmentLeft: 'Segment Left',
  profileUpdated: 'Profile Updated',
  profileRemoved: 'Profile Removed',
  erasureReported: 'Erasure Reported',
} as const satisfies Readonly<Record<string, EventName>>;

/**
 * Events that only say how something stands since a time. The latest one counts, so one that comes again, at any age,
 * changes nothing; they alone may be brought in from a customer's history.
 */
export const FACT_EVENTS: readonly string[] = [
  CALL_EVENT.identify,
  PLATFORM_EVENT.consentGranted,
  PLATFORM_EVENT.consentWithdrawn,
  PLATFORM_EVENT.processingRestricted,
  PLATFORM_EVENT.processingReleased,
  PLATFORM_EVENT.listJoined,
  PLATFORM_EVENT.listLeft,
];

/** Shards of index and counter items, so that nothing popular hangs on one key. */
export const SHARDS = 64;
