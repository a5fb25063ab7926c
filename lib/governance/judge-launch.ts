import type { LaunchManifest } from '../../contracts/launch';
import type { Waiver } from '../../contracts/platform';
import { say } from '../messages';
import type { Draft } from '../workspace/draft';
import { eachSound } from '../workspace/sound';
import type { LaunchFacts } from './launch-facts';
import { declaredRules, LAUNCH_RULES } from './launch-rules';
import type { LaunchRule, Rule } from './rules/rule';
import { answering, timeOfWaiver } from './waiver-dates';
import { matchesGlob } from './waiver-match';
import { pathFault } from './waiver-width';

/** One thing in a launch that breaks a rule. */
export interface Judgement {
  readonly rule: Rule;
  readonly draft: Draft;
  /** The waiver in force that excuses it. */
  readonly waiver?: Waiver;
}

/** Every rule on launches, the platform's and those of the policy. */
export const rulesOf = ({ policy }: Pick<LaunchFacts, 'policy'>): readonly LaunchRule[] => [
  ...LAUNCH_RULES,
  ...eachSound(() => (policy === undefined ? [] : declaredRules(policy.rules).rules)),
];

/** Everything in a launch that breaks a rule; with the waiver in force, where there is one. The same for `check` and synthesis. */
export const judgeLaunch = (
  launch: LaunchManifest,
  facts: LaunchFacts,
  { waivers, asOf }: { readonly waivers: readonly Waiver[]; readonly asOf: Date },
): readonly Judgement[] =>
  rulesOf(facts).flatMap((rule) =>
    eachSound(() => {
      const drafts = rule.check(launch, facts);
      const day = asOf.toISOString().slice(0, 10);
      const waiver = drafts.length === 0 ? undefined : answering(waiversFor(rule, launch.launch, waivers), day);
      const inForce = waiver !== undefined && timeOfWaiver(waiver, day) === 'in-force';
      return drafts.map((draft) => ({ rule, draft, ...(inForce ? { waiver } : {}) }));
    }),
  );

/** Waivers, in force or not, of a rule for a launch; nothing excuses what is fatal, and what is too wide excuses nothing. */
export const waiversFor = (rule: Rule, launch: string, waivers: readonly Waiver[]): readonly Waiver[] =>
  rule.severity === 'fatal'
    ? []
    : waivers.filter(
        (one) =>
          one.rule === rule.id &&
          one.finding === undefined &&
          matchesGlob(one.path, launch) &&
          pathFault(one, true) === undefined,
      );

const SEVERITY = { fatal: 'error', error: 'error', warning: 'warning' } as const;

/** What `check` says of it; what is waived only explains. */
export const judgedDraft = ({ rule, draft, waiver }: Judgement): Draft => {
  const severity = draft.severity ?? SEVERITY[rule.severity];
  if (waiver === undefined) return { ...draft, severity };
  const { id, expires } = waiver;
  const { message, fix } = say('waiver.inForce', { id, expires, told: draft.message });
  return { ...draft, message, fix, severity: 'info' };
};
