import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../contracts/finding';
import { type Request, requestSchema } from '../../contracts/request';
import { APPROVALS } from './record-file';

const FOLDER = `${APPROVALS}/requests`;

/** Refusals that no change of the launch could mend but to do without: IT decides. */
const KINDS: Readonly<Record<string, Request['kind']>> = {
  'team.vendor': 'vendor',
  'vendor.notApproved': 'vendor',
  'vendor.expired': 'vendor',
  'vendor.fields': 'field',
  'team.segment': 'segment',
  'team.channel': 'channel',
  'purpose.channel': 'channel',
  'team.purpose': 'purpose',
  'budget.perLaunch': 'budget',
  'budget.perMonth': 'budget',
};

/** What IT is asked for by a finding about a launch; undefined where the launch itself has to be mended. */
export const requestOf = (
  { code, message }: Finding,
  given: Pick<Request, 'launch' | 'by' | 'at'>,
): Request | undefined => {
  const kind = KINDS[code];
  if (kind === undefined) return undefined;
  // What is allowed besides changes with time; what was asked for does not.
  const what = message.split('; ')[0] ?? message;
  const digest = createHash('sha256').update(`${code}\0${what}`).digest('hex').slice(0, 8);
  return { id: `${given.launch}-${kind}-${digest}`, kind, code, what, ...given };
};

/** All requests there are, oldest first. A file that is none is passed over by nobody: it throws. */
export const readRequests = (root: string): readonly Request[] => {
  const folder = join(root, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => requestSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .sort((a, b) => (a.at === b.at ? Number(a.id > b.id) : a.at < b.at ? -1 : 1));
};

/** Writes a request; the name of its file. */
export const writeRequest = (root: string, request: Request): string => {
  const file = `${FOLDER}/${request.id}.json`;
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), `${JSON.stringify(request, null, 2)}\n`);
  return file;
};

/** How long answers took. */
export interface AnswerTimes {
  readonly answered: number;
  readonly open: number;
  /** Middle of all times to an answer, in hours; absent where nothing is answered. */
  readonly medianHours?: number;
}

/** How long answers took, over all requests. */
export const answerTimes = (requests: readonly Request[]): AnswerTimes => {
  const hours = requests
    .flatMap(({ at, answer }) => (answer === undefined ? [] : [hoursBetween(at, answer.at)]))
    .sort((a, b) => a - b);
  const [low, high] = [hours[(hours.length - 1) >> 1], hours[hours.length >> 1]];
  return {
    answered: hours.length,
    open: requests.length - hours.length,
    ...(low === undefined || high === undefined ? {} : { medianHours: (low + high) / 2 }),
  };
};

/** Hours from one moment to another, to a tenth. */
export const hoursBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 360_000) / 10;
