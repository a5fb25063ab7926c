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
} as const;

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
} as const;

/** Shards of index and counter items, so that nothing popular hangs on one key. */
export const SHARDS = 64;
