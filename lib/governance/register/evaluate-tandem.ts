import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Judgement } from '../judge-launch';
import type { ConstructRule, LaunchRule } from '../rules/rule';
import { type JudgeLaunchNamed, launchesIn, TANDEM, tandemRule } from '../tandem-rules';
import { type Evaluation, placeOf, type RuleFacts, type Said, Tally } from './evaluation';

/** Pack of the rules on launches; they are asked about launches, not about resources. */
export const LAUNCH_PACK = `${TANDEM}.Launches`;

/** What the platform's own rules say of every resource of a tree. */
export const evaluateTandem = (rules: readonly ConstructRule[], scope: IConstruct): Evaluation => {
  const tally = new Tally();
  const resources = scope.node.findAll().filter(CfnResource.isCfnResource);
  for (const rule of rules) {
    for (const resource of resources) tally.note(factsOf(rule), placeOf(resource), answerOf(rule, resource));
  }
  return tally.evaluation(TANDEM);
};

/** What the rules on launches, the policy's among them, say of every launch stack of a tree. */
export const evaluateLaunches = (
  rules: readonly LaunchRule[],
  judge: JudgeLaunchNamed,
  scope: IConstruct,
): Evaluation => {
  const tally = new Tally();
  for (const { launch, node } of launchesIn(scope)) {
    const judgements = judge(launch);
    for (const rule of rules) {
      const broken = judgements.filter((one) => one.rule.id === rule.id);
      tally.note(factsOf(rule), { path: node.path, type: 'launch', launch }, brokenBy(broken));
    }
  }
  return tally.evaluation(LAUNCH_PACK);
};

const factsOf = (rule: Pick<ConstructRule, 'id' | 'severity' | 'what'>): RuleFacts => ({
  rule: tandemRule(rule),
  level: rule.severity,
  what: rule.what,
});

const answerOf = (rule: ConstructRule, resource: CfnResource): Said => {
  try {
    const result = rule.check(resource);
    if (result === 'not-applicable') return result;
    if (result === 'compliant') return [{ outcome: 'compliant' }];
    return [{ outcome: 'non-compliant', message: result.finding }];
  } catch (error) {
    return [{ outcome: 'error', message: error instanceof Error ? error.message : String(error) }];
  }
};

/** The place in the manifest tells findings of one rule apart: words may change, places less. */
const brokenBy = (judgements: readonly Judgement[]): Said =>
  judgements.length === 0
    ? [{ outcome: 'compliant' }]
    : judgements.map(({ draft }) => ({
        outcome: 'non-compliant',
        finding: draft.path.join('.'),
        message: draft.message,
      }));
