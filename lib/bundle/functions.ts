/** The handlers that the foundation deploys, by folder name. Each has a `wiring.ts`, the entry of its bundle. */
export const FUNCTIONS = [
  'ingest-events',
  'receive-webhook',
  'update-profile',
  'publish-changes',
  'redrive-quarantine',
  'rebuild-profiles',
  'review-segments',
  'decide-offer',
  'offer-api',
  'run-blast',
  'deliver-message',
  'send-test',
  'rehearse-launch',
  'record-outcome',
  'sweep-launches',
  'subject-rights',
  'erase-customer',
  'note-erasure',
  'erase-late-strands',
  'preference-centre',
  'keep-trail',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Folder of a function's bundle, relative to the project; what `Code.fromAsset` gets. */
export const bundleFolder = (name: FunctionName): string => `dist/handlers/${name}`;
