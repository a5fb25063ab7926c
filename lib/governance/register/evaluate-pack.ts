import type { IApplyRule, NagPack } from 'cdk-nag';
import { NagMessageLevel, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { withoutHashes } from '../waiver-match';
import { type Evaluation, placeOf, type RuleFacts, type Said, Tally } from './evaluation';

/**
 * What every rule of a pack says of every resource of a tree. The pack's own report leaves out what passes, what does not
 * apply and what is acknowledged; here its rules are asked one by one, and acknowledgements change nothing.
 */
export const evaluatePack = (pack: NagPack, scope: IConstruct): Evaluation => {
  const tally = new Tally();
  const applyRule = (applied: IApplyRule): void =>
    tally.note(factsOf(pack, applied), placeOf(applied.node), answerOf(applied));
  // The pack itself walks the tree and names its rules; only what becomes of an answer is ours.
  const recording = Object.create(pack, { applyRule: { value: applyRule } }) as NagPack;
  recording.validateScope(scope);
  return tally.evaluation(pack.readPackName);
};

const factsOf = ({ readPackName }: NagPack, { ruleSuffixOverride, rule, level, info }: IApplyRule): RuleFacts => ({
  rule: `${readPackName}-${ruleSuffixOverride ?? rule.name}`,
  level: level === NagMessageLevel.ERROR ? 'error' : 'warning',
  what: info,
});

const answerOf = ({ rule, node }: IApplyRule): Said => {
  try {
    const result = rule(node);
    if (result === NagRuleCompliance.NOT_APPLICABLE) return 'not-applicable';
    if (result === NagRuleCompliance.COMPLIANT) return [{ outcome: 'compliant' }];
    if (result === NagRuleCompliance.NON_COMPLIANT) return [{ outcome: 'non-compliant' }];
    if (result.length === 0) return [{ outcome: 'compliant' }];
    return result.map((finding) => ({ outcome: 'non-compliant', finding: withoutHashes(finding) }));
  } catch (error) {
    return [{ outcome: 'error', message: error instanceof Error ? error.message : String(error) }];
  }
};
