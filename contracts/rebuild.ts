/**
 * How far a rebuild has come. `building`: persons are worked out anew beside those stored. `built`: all were; the whole is being
 * checked. `checked`: it was. `switching`, `reverting`: persons change sides. `abandoned`: another run was begun instead.
 */
export type RebuildState =
  | 'building'
  | 'built'
  | 'checked'
  | 'switching'
  | 'switched'
  | 'reverting'
  | 'reverted'
  | 'abandoned';
export type RebuildPhase = 'build' | 'check' | 'switch' | 'revert';

/**
 * What must hold of everybody before anybody is switched. `consent-widened`: something is allowed that was not, and no event says
 * so. `member-elsewhere`: an identifier of the person belongs to somebody else, too. `view-missing`: a person is listed and
 * has nothing stored. `failed`: a person could not be worked out.
 */
export const REBUILD_RULES = ['consent-widened', 'member-elsewhere', 'view-missing', 'failed'] as const;
export type RebuildRule = (typeof REBUILD_RULES)[number];

/**
 * Outcome -> persons. `people` in all; of those that are not what their history gives also `differs: <part>`. Of rules that are
 * broken their names.
 */
export type RebuildCounts = Readonly<Record<string, number>>;

/** A run of `tandem rebuild`: one generation of profiles. */
export interface RebuildRun {
  readonly run: string;
  readonly state: RebuildState;
  /** ISO 8601, wall clock, as all its times. */
  readonly startedAt: string;
  /** Until then it can be switched and, once switched, taken back. */
  readonly until: string;
  /** Digest of the rules that it was worked out by. */
  readonly rules: string;
  /** Times that everybody has been gone through since the phase began. */
  readonly passes: number;
  /** Persons of the pass under way that changed sides. */
  readonly moved: number;
  /** Where the next page begins; undefined at the beginning of a pass. */
  readonly cursor?: string;
  readonly counts: Readonly<Record<RebuildPhase, RebuildCounts>>;
}

/** What `rebuild-profiles` is asked: to bring a run one page nearer to a state. Without `run` it goes on with the open one, or begins one. */
export type RebuildTask =
  | { readonly to: 'checked'; readonly run?: string }
  | { readonly to: 'switched' | 'reverted'; readonly run: string };

/** Why a run does not go on. */
export type RebuildRefusal =
  | 'unknown-run'
  /** It is in no state that leads there. */
  | 'wrong-state'
  | 'rule-broken'
  /** It was worked out by rules that are no longer in force. */
  | 'other-rules'
  | 'ended'
  /** A later run has been switched since. */
  | 'later-run'
  /** Another run is being switched or taken back; it has to come to its end first. */
  | 'unfinished';

/** A person that differs, or breaks a rule: names of parts, never a value. */
export interface RebuildExample {
  readonly person: string;
  readonly says: string;
}

export interface RebuildPage {
  /** The run after the page; undefined where there is none of that id. */
  readonly run?: RebuildRun;
  readonly done: boolean;
  readonly refused?: RebuildRefusal;
  /** A few persons of this page. */
  readonly examples: readonly RebuildExample[];
}
