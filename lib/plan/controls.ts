import { judgedDraft, judgeLaunch, rulesOf } from '../governance/judge-launch';
import { workspaceFacts } from '../governance/launch-facts';
import type { Planned } from './parts/used';

/** What the launch's stack was judged by. */
export interface StackVerdict {
  /** Errors of enforced rules that no waiver in force covers, each as rule and place. */
  readonly broken: readonly string[];
  /** Ids of the waivers in force that cover errors. */
  readonly waived: readonly string[];
  /** How many packs and rules judged it. */
  readonly judged: { readonly packs: number; readonly rules: number };
}

/** What auditors and IT ask of a plan: what judged it, what was found, and which exceptions it needs. */
export interface Controls {
  /** How many rules on launches judged it. */
  readonly rules: number;
  readonly found: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly words: string;
    /** Id of the waiver in force that excuses it. */
    readonly waiver?: string | undefined;
  }[];
  readonly waivers: readonly {
    readonly id: string;
    readonly rule: string;
    readonly reason: string;
    readonly approver: string;
    readonly expires: string;
  }[];
  readonly stack: StackVerdict;
}

/** Every rule on launches and on what is deployed, as `check` and synthesis judge them. */
export const controlsOf = ({ workspace, manifest }: Planned, stack: StackVerdict, asOf: Date): Controls => {
  const facts = workspaceFacts(workspace);
  const judgements = judgeLaunch(manifest, facts, { waivers: workspace.waivers, asOf });
  const used = new Set([...judgements.flatMap(({ waiver }) => waiver?.id ?? []), ...stack.waived]);
  return {
    rules: rulesOf(facts).length,
    found: judgements.map((one) => ({
      rule: one.rule.id,
      severity: judgedDraft(one).severity ?? 'error',
      words: one.draft.message,
      waiver: one.waiver?.id,
    })),
    waivers: workspace.waivers
      .filter(({ id }) => used.has(id))
      .map(({ id, rule, reason, approver, expires }) => ({ id, rule, reason, approver, expires })),
    stack: { broken: stack.broken, waived: stack.waived, judged: stack.judged },
  };
};
