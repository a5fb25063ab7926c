import type { TrailRecord } from '../../../contracts/trail';
import type { StageContext } from '../../blocks/stage-context';
import type { Register } from '../../governance/register/schema';
import type { Workspace } from '../../workspace';
import type { StageTemplates } from '../stacks';
import type { TrailAnchor } from '../trail/anchors';
import type { TrailBreak } from '../trail/verify-trail';
import type { CloudTrailEvent } from './cloud-trail';
import type { PeriodTable } from './table';
import type { WithdrawalsExport } from './withdrawals-export';

/** Where records are from; a table says how many of them are of its period. */
export type RecordSource = Omit<PeriodTable['sources'][number], 'records'>;

/** The audit trail of a stage, as far as it holds. */
export interface TrailExport {
  /** By sequence, from the first one that was exported to the last one that can be believed; before and after the period, too. */
  readonly records: readonly TrailRecord[];
  /** Where it does not hold. @default - it does */
  readonly broken?: TrailBreak | undefined;
  /** Heads that were written down outside the account; undefined where nobody gave them. */
  readonly anchors: readonly TrailAnchor[] | undefined;
  readonly source: RecordSource;
}

/** What CloudTrail told of the stage's account. */
export interface CloudTrailExport {
  /** Of all regions, by time, each once; before and after the period, too. */
  readonly events: readonly CloudTrailEvent[];
  readonly source: RecordSource;
}

/** All that a period is judged from: the project at a commit, and records that somebody exported. Nothing is fetched. */
export interface PeriodInput {
  /** First moment of the period. */
  readonly from: Date;
  /** First moment after it. */
  readonly to: Date;
  /** Folder of the project, at the commit. */
  readonly root: string;
  readonly commit: string;
  readonly workspace: Workspace;
  readonly stage: StageContext;
  /** The stage's, as the commit makes them. */
  readonly templates: StageTemplates;
  /** What the rules say of them, as of the commit. */
  readonly register: Register;
  /** @default - nobody gave it, which every table that needs it names as a gap */
  readonly trail?: TrailExport | undefined;
  /** @default - nobody gave it, which every table that needs it names as a gap */
  readonly cloudTrail?: CloudTrailExport | undefined;
  /** @default - nobody gave it, which the table that needs it names as a gap */
  readonly withdrawals?: WithdrawalsExport | undefined;
  /** How the sample is drawn. @default - by the hash of the population, as many as its size asks for */
  readonly sample?: { readonly seed?: string | undefined; readonly size?: number | undefined } | undefined;
}

/** Makes tables of a period: pure but for reading the project's git, so that the same input has the same bytes. */
export type PeriodPart = (input: PeriodInput) => PeriodTable | readonly PeriodTable[];

/** Whether a moment, ISO 8601, is of the period. */
export const isWithin = ({ from, to }: Pick<PeriodInput, 'from' | 'to'>, at: string): boolean => {
  const ms = Date.parse(at);
  return ms >= from.getTime() && ms < to.getTime();
};

/** A source with how many of its records are of the period; none where it was not given. */
export const sourceOf = (given: { readonly source: RecordSource } | undefined, records: number) =>
  given === undefined ? [] : [{ ...given.source, records }];
