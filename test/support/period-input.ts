import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TrailFact, TrailRecord } from '../../contracts/trail';
import { type CloudTrailEvent, cloudTrailEventSchema } from '../../lib/evidence/period/cloud-trail';
import type { PeriodInput } from '../../lib/evidence/period/input';
import type { PeriodTable } from '../../lib/evidence/period/table';
import type { Workspace } from '../../lib/workspace';
import { ABOUT } from './report-evidence';
import { testStage } from './stage';

/** November 2026, of which everything in these tests is. */
export const FROM = '2026-11-01T00:00:00.000Z';
export const TO = '2026-12-01T00:00:00.000Z';

/** A fact of the trail with what a test says of it. */
export const fact = (kind: TrailFact['kind'], at: string, more: Partial<TrailFact> = {}): TrailFact => ({
  id: `${kind}:${at}`,
  kind,
  at,
  by: 'service-desk',
  about: 'something',
  details: {},
  ...more,
});

/** Facts as the trail has them; what is tested here does not look at hashes. */
export const recorded = (facts: readonly TrailFact[]): readonly TrailRecord[] =>
  facts.map((one, index) => ({ ...one, sequence: index + 1, previous: '', recordedAt: one.at, hash: '' }));

/** An event of CloudTrail, of a person under a role of the organisation unless a test says otherwise. */
export const awsEvent = (eventName: string, eventTime: string, more: Readonly<Record<string, unknown>> = {}) =>
  cloudTrailEventSchema.parse({
    eventID: `${eventName}-${eventTime}`,
    eventTime,
    eventSource: 'ec2.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    readOnly: false,
    userIdentity: sessionOf('AWSReservedSSO_Admin_0123', 'ada'),
    ...more,
  });

/** A session of a role. */
export const sessionOf = (role: string, session: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::111122223333:assumed-role/${role}/${session}`,
  sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role/${role}`, userName: role } },
  ...more,
});

/** What a period is judged from, with an audit trail and an export of CloudTrail unless they are taken away. */
export const periodInput = (
  facts: readonly TrailFact[] = [],
  events: readonly CloudTrailEvent[] = [],
  more: Partial<PeriodInput> = {},
): PeriodInput => {
  const stage = testStage();
  return {
    from: new Date(FROM),
    to: new Date(TO),
    root: tmpdir(),
    commit: 'HEAD',
    workspace: { teams: [], people: [], launches: [] } as Partial<Workspace> as Workspace,
    stage,
    templates: { stacks: [], prefix: 'tandem-prod-', stage: 'prod', launchQualifier: 'tandemlnch' },
    register: {
      about: ABOUT,
      verdict: { passes: true, failing: [], warnings: 0, leftOut: [] },
      packs: [],
      rules: [],
      rows: [],
    },
    trail: { records: recorded(facts), anchors: [], source: { name: 'audit trail', query: 'trail', sha256: null } },
    cloudTrail: { events, source: { name: 'CloudTrail', query: 's3', sha256: null } },
    ...more,
  };
};

/** Rows of a table with what makes them exceptions, by one of their columns. */
export const exceptionsBy = (table: PeriodTable, column: string): Readonly<Record<string, string>> =>
  Object.fromEntries(table.rows.map((row) => [String(row[column]), String(row.exception)]));

/** A repository whose commits have the times that a test gives them; `remove` it afterwards. */
export const datedRepository = () => {
  const root = mkdtempSync(join(tmpdir(), 'tandem-dated-'));
  const git = (at: string, ...args: readonly string[]): string =>
    execFileSync('git', ['-C', root, '-c', 'user.name=Tess', '-c', 'user.email=tess@coats.example', ...args], {
      encoding: 'utf8',
      env: { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at },
    }).trim();
  git(FROM, 'init', '--quiet', '--initial-branch=main');
  return {
    root,
    /** Commits files, or takes away those without text; the commit's id. */
    commit: (at: string, files: Readonly<Record<string, string | undefined>>): string => {
      for (const [file, text] of Object.entries(files)) {
        const path = join(root, file);
        mkdirSync(dirname(path), { recursive: true });
        if (text === undefined) rmSync(path);
        else writeFileSync(path, text);
      }
      git(at, 'add', '--all');
      git(at, 'commit', '--quiet', '--message', `chore: at ${at}`);
      return git(at, 'rev-parse', 'HEAD');
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};
