import type { DeclaredRule } from '../../contracts/policy';
import { eachSound } from '../workspace/sound';
import { compileManifestSchema } from './manifest-schema';
import { audienceCap } from './rules/audience-cap';
import { blackout } from './rules/blackout';
import { budgetPerLaunch } from './rules/budget-per-launch';
import { budgetPerMonth } from './rules/budget-per-month';
import { declaredRule } from './rules/declared';
import { holdoutMinimum } from './rules/holdout-minimum';
import { longestRun } from './rules/longest-run';
import { neverSent } from './rules/never-sent';
import { purposeChannel } from './rules/purpose-channel';
import { quietHours } from './rules/quiet-hours';
import { requiredCopy } from './rules/required-copy';
import type { LaunchRule } from './rules/rule';
import { teamChannel } from './rules/team-channel';
import { teamLaunches } from './rules/team-launches';
import { teamPurpose } from './rules/team-purpose';
import { teamSegment } from './rules/team-segment';
import { teamVendor } from './rules/team-vendor';

/** The platform's own rules on launches; `check` and synthesis judge by them, and by those that policy.yaml declares. */
export const LAUNCH_RULES: readonly LaunchRule[] = [
  teamPurpose,
  teamChannel,
  teamVendor,
  teamSegment,
  teamLaunches,
  purposeChannel,
  budgetPerLaunch,
  budgetPerMonth,
  holdoutMinimum,
  audienceCap,
  longestRun,
  quietHours,
  blackout,
  neverSent,
  requiredCopy,
];

/** What became of the rules that policy.yaml declares. */
export interface DeclaredRules {
  readonly rules: readonly LaunchRule[];
  /** Rules whose schema is none. */
  readonly broken: readonly { readonly index: number; readonly problem: string }[];
}

const compiled = new WeakMap<readonly DeclaredRule[], DeclaredRules>();

/** Compiles the rules of a policy, once. */
export const declaredRules = (declared: readonly DeclaredRule[]): DeclaredRules => {
  const known = compiled.get(declared) ?? compileAll(declared);
  compiled.set(declared, known);
  return known;
};

const compileAll = (declared: readonly DeclaredRule[]): DeclaredRules => {
  const tried = declared.flatMap((rule, index) =>
    eachSound(() => (rule.on === 'launch' ? [compileOne(rule, index)] : [])),
  );
  return {
    rules: tried.flatMap(({ rule }) => rule ?? []),
    broken: tried.flatMap(({ index, problem }) => (problem === undefined ? [] : [{ index, problem }])),
  };
};

const compileOne = (
  rule: DeclaredRule,
  index: number,
): { readonly index: number; readonly rule?: LaunchRule; readonly problem?: string } => {
  const { id, severity, what, why, fix, schema } = rule;
  try {
    return {
      index,
      rule: declaredRule({ id: `policy.${id}`, severity, what, why, fix }, compileManifestSchema(schema)),
    };
  } catch (error) {
    return { index, problem: error instanceof Error ? error.message : String(error) };
  }
};
