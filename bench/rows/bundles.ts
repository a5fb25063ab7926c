import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { FUNCTIONS, type FunctionName, largestKb } from '../../lib/bundle';
import { atMost, type Bench, percentile, type Row } from '../row';

const HANDLERS = 'dist/handlers';
const RUNS = 15;

/** Enough environment for a wiring to load; nothing is called. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  STAGE: 'local',
  BUS_NAME: 'bus',
  PROFILES_TABLE: 'profiles',
  VAULT_TABLE: 'vault',
  ENGAGEMENT_TABLE: 'engagement',
  CONTROL_TABLE: 'control',
  QUARANTINE_QUEUE_URL: 'http://127.0.0.1/q',
  PUBLISH_RETRY_QUEUE_URL: 'http://127.0.0.1/r',
  BLAST_QUEUE_URL: 'http://127.0.0.1/b',
  ERASURE_QUEUE_URL: 'http://127.0.0.1/e',
  LATE_STRANDS_QUEUE_URL: 'http://127.0.0.1/l',
  REVIEW_QUEUE_URL: 'http://127.0.0.1/s',
  TRAIL_BUCKET: 'trail',
  DELIVERY_QUEUE_URLS: '{}',
  DEAD_LETTER_URLS: '{}',
  LAUNCH_STACKS: 'tandem-local-launch-',
  LAUNCH_EXECUTION_ROLE: 'arn:aws:iam::000000000000:role/launches',
  OFFER_API: 'offer-api',
  POLL_SECONDS: '5',
  SETTLE_SECONDS: '5',
  VENDOR_SECONDS: '5',
  SECRETS_PREFIX: 'tandem/local',
  PUBLIC_URL: 'https://api.example',
  PREFERENCES_URL: 'https://api.example/preferences',
  BUSINESS_CLOCK: 'wall',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'bench',
};

/** Size of every handler's bundle and its load time against a bundle of the DynamoDB document client alone. */
export const bundles: Bench = {
  id: 'bundle',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
    try {
      const baseline = join(folder, 'baseline.js');
      buildSync({
        stdin: {
          contents: `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
            const { DynamoDBDocumentClient } = require('@aws-sdk/lib-dynamodb');
            exports.handler = DynamoDBDocumentClient.from(new DynamoDBClient({}));`,
          resolveDir: process.cwd(),
        },
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node20',
        outfile: baseline,
      });
      return [...FUNCTIONS].sort().flatMap((name) => measure(name, baseline));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

const measure = (name: FunctionName, baseline: string): readonly Row[] => {
  const file = resolve(HANDLERS, name, 'index.js');
  const kb = statSync(file).size / 1000;
  const ratio = loadRatio(file, baseline);
  return [
    atMost(`bundle.${name}`, `bundle of ${name}, minified`, kb, 'KB', largestKb(name)),
    atMost(`bundle.init.${name}`, `cold load of ${name} against the document client alone`, ratio, 'x', 1.5),
  ];
};

/** Alternates the two, so that a noisy moment hits both; the medians are compared. */
const loadRatio = (file: string, baseline: string): number => {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    theirs.push(loadMs(baseline));
    ours.push(loadMs(file));
  }
  return percentile(ours, 0.5) / percentile(theirs, 0.5);
};

const loadMs = (file: string): number => {
  const script = `const t = process.hrtime.bigint(); require(${JSON.stringify(file)}); console.log(Number(process.hrtime.bigint() - t) / 1e6); process.exit(0);`;
  const output = execFileSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    env: { ...process.env, ...ENVIRONMENT, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Number(output.trim().split('\n').at(-1));
};
