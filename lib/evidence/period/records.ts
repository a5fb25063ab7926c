import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type TrailHead, trailKey } from '../../../contracts/trail';
import type { StageContext } from '../../blocks/stage-context';
import { hashOf } from '../artifacts';
import { readFolder } from '../read-folder';
import { hashesOf, sumsText } from '../sums';
import { AnchorsError, readAnchors } from '../trail/anchors';
import { verifyTrail } from '../trail/verify-trail';
import { type CloudTrailEvent, cloudTrailEventSchema, inOrder } from './cloud-trail';
import type { CloudTrailExport, PeriodInput, TrailExport } from './input';
import { withdrawalQueries, withdrawalsIn } from './withdrawals-export';

const TRAIL = 'trail.jsonl';
const ANCHORS = 'anchors.json';
const CLOUDTRAIL = 'cloudtrail';
const WITHDRAWALS = 'withdrawals.json';

/** A folder of records, or a file in it, that is not what it has to be. */
export class RecordsError extends Error {
  public override readonly name = 'RecordsError';
}

/** The exports of a folder; what is not there is left out. Throws `RecordsError` on what cannot be read as what its name says. */
export const readExports = (
  folder: string,
  stage: StageContext,
): Pick<PeriodInput, 'trail' | 'cloudTrail' | 'withdrawals'> => {
  const trail = join(folder, TRAIL);
  return {
    trail: existsSync(trail) ? trailIn(folder, readFileSync(trail, 'utf8'), stage.name) : undefined,
    cloudTrail: existsSync(join(folder, CLOUDTRAIL)) ? cloudTrailIn(join(folder, CLOUDTRAIL), stage) : undefined,
    withdrawals: withdrawalsOf(join(folder, WITHDRAWALS)),
  };
};

const withdrawalsOf = (path: string): PeriodInput['withdrawals'] => {
  if (!existsSync(path)) return undefined;
  const read = withdrawalsIn(readFileSync(path, 'utf8'));
  if (read !== undefined) return read;
  throw new RecordsError(
    `${WITHDRAWALS} is no answer of aws cloudwatch get-metric-data to these queries: ${JSON.stringify(withdrawalQueries())}`,
  );
};

const trailIn = (folder: string, text: string, stage: string): TrailExport => {
  const before = headBefore(text);
  const anchors = anchorsIn(join(folder, ANCHORS), stage);
  const batches = text === '' ? [] : [{ key: trailKey((before?.sequence ?? 0) + 1), text }];
  const known = { stage, anchors: anchors ?? [], ...(before !== undefined && before.sequence > 0 && { from: before }) };
  const { records, broken } = verifyTrail(batches, known);
  const query = `npx tandem trail --stage ${stage} --out ${TRAIL}`;
  return { records, broken, anchors, source: { name: 'audit trail', query, sha256: hashOf(text) } };
};

/** What an export follows that does not begin with the trail's first record; undefined where its first line is none. */
const headBefore = (text: string): TrailHead | undefined => {
  const first = jsonOf(text.split('\n', 1)[0] ?? '');
  if (typeof first !== 'object' || first === null) return undefined;
  const { sequence, previous } = first as Partial<Record<string, unknown>>;
  return Number.isInteger(sequence) && Number(sequence) > 0 && typeof previous === 'string'
    ? { sequence: Number(sequence) - 1, hash: previous }
    : undefined;
};

const anchorsIn = (path: string, stage: string): TrailExport['anchors'] => {
  if (!existsSync(path)) return undefined;
  try {
    return readAnchors(path, stage);
  } catch (error) {
    if (error instanceof AnchorsError) throw new RecordsError(error.message, { cause: error });
    throw error;
  }
};

const cloudTrailIn = (folder: string, { settings: { account } }: StageContext): CloudTrailExport => {
  const { files, odd } = readFolder(folder);
  const [strange] = odd.filter(({ name }) => name !== '');
  if (strange !== undefined) throw new RecordsError(`${CLOUDTRAIL}/${strange.name} is ${strange.what}.`);
  const named = new Map([...files].map(([name, content]) => [`${CLOUDTRAIL}/${name}`, content]));
  const events = [...named].flatMap(([name, content]) => eventsIn(name, content));
  const [other] = events.filter(({ recipientAccountId = account }) => recipientAccountId !== account);
  if (other !== undefined) {
    throw new RecordsError(
      `${CLOUDTRAIL}/ has event ${other.eventID} of account ${other.recipientAccountId}; the stage's is ${account}.`,
    );
  }
  const query = `aws s3 sync s3://<the account's log bucket>/AWSLogs/${account}/CloudTrail/ ${CLOUDTRAIL}/`;
  const sha256 = hashOf(sumsText(hashesOf(named)));
  return { events: inOrder(events), source: { name: 'CloudTrail', query, sha256 } };
};

/** A log file of CloudTrail, compressed or not, or what `aws cloudtrail lookup-events` prints. */
const eventsIn = (name: string, content: Buffer): readonly CloudTrailEvent[] => {
  if (!/\.json(\.gz)?$/.test(name)) throw new RecordsError(`${name} is no export: they end in .json or .json.gz.`);
  const log = jsonOf(textOf(name, content));
  const found = recordsOf(log);
  if (found === undefined) {
    throw new RecordsError(
      `${name} has neither "Records", as CloudTrail's log files have, nor "Events", as aws cloudtrail lookup-events prints them.`,
    );
  }
  return found.map((record, at) => {
    const read = cloudTrailEventSchema.safeParse(record);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new RecordsError(
      `${name}: event ${at + 1} is none of CloudTrail's: ${issue?.path.join('.')}: ${issue?.message}.`,
    );
  });
};

const textOf = (name: string, content: Buffer): string => {
  if (!name.endsWith('.gz')) return content.toString('utf8');
  try {
    return gunzipSync(content).toString('utf8');
  } catch (cause) {
    throw new RecordsError(`${name} is not compressed as its name says.`, { cause });
  }
};

const recordsOf = (log: unknown): readonly unknown[] | undefined => {
  const { Records: records, Events: events } = (log ?? {}) as Partial<Record<string, unknown>>;
  if (Array.isArray(records)) return records;
  if (!Array.isArray(events)) return undefined;
  return events.map((one: unknown) =>
    jsonOf(String((one as Partial<Record<string, unknown>> | null)?.CloudTrailEvent)),
  );
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
