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

const LARGEST_KB: Partial<Readonly<Record<FunctionName, number>>> = {
  'ingest-events': 700,
  // The same edge, for vendors.
  'receive-webhook': 700,
  // And for what it set aside.
  'redrive-quarantine': 700,
  'deliver-message': 520,
};
const DEFAULT_LARGEST_KB = 450;

/** What a function's bundle may have at the most, minified, in KB of 1,000 bytes: a function parses all of it when it starts. */
export const largestKb = (name: FunctionName): number => LARGEST_KB[name] ?? DEFAULT_LARGEST_KB;
