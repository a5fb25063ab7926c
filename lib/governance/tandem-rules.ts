import {
  CfnResource,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Vendor } from '../../contracts/vendor';
import { LaunchStack } from '../stacks/launch-stack';
import type { Judgement } from './judge-launch';
import { gatewayOnly } from './rules/gateway-only';
import { launchAllowList } from './rules/launch-allow-list';
import { launchStacksOnly } from './rules/launch-stacks-only';
import { localOnlySwitches } from './rules/local-only-switches';
import { logGroupKept } from './rules/log-group-kept';
import { namedPrincipals } from './rules/named-principals';
import { noPersonalData } from './rules/no-personal-data';
import { queueDeadLetter } from './rules/queue-dead-letter';
import type { ConstructRule, Rule } from './rules/rule';
import { tableRecovery } from './rules/table-recovery';
import { tableRetained } from './rules/table-retained';
import { trailKept } from './rules/trail-kept';

/** Name of the platform's own pack. */
export const TANDEM = 'Tandem';

/** What the platform's own rules on resources go by. */
export interface ConstructRuleFacts {
  /** Name of the stage. */
  readonly stage: string;
  readonly vendors: readonly Vendor[];
}

/** The platform's own rules on resources, those that the packs of others lack. */
export const constructRules = ({ stage, vendors }: ConstructRuleFacts): readonly ConstructRule[] => [
  launchAllowList,
  tableRecovery,
  tableRetained,
  trailKept,
  localOnlySwitches(stage),
  queueDeadLetter,
  logGroupKept,
  gatewayOnly(vendors),
  noPersonalData,
  namedPrincipals,
  launchStacksOnly(stage),
];

/** What the rules say of a launch. */
export type JudgeLaunchNamed = (launch: string) => readonly Judgement[];

/** The platform's own rules at synthesis: on resources and, as `check` judges them, on launches. What is `fatal` cannot be acknowledged. */
export class TandemRules implements IPolicyValidationPlugin {
  public readonly name = TANDEM;
  readonly #constructRules: readonly ConstructRule[];
  readonly #judge: JudgeLaunchNamed;

  constructor(rules: readonly ConstructRule[], judge: JudgeLaunchNamed) {
    this.#constructRules = rules;
    this.#judge = judge;
  }

  public get ruleIds(): string[] {
    return this.#constructRules.map(tandemRule);
  }

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.validateScope(context.appConstruct);
  }

  /** Judges a construct tree without synthesis. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const constructs = scope.node.findAll();
    const resources = constructs.filter(CfnResource.isCfnResource);
    const violations = [
      ...this.#constructRules.flatMap((rule) => resources.flatMap((resource) => violationsOf(rule, resource))),
      ...launchesIn(scope).flatMap((stack) =>
        this.#judge(stack.launch).map(({ rule, draft }) => violation(rule, draft.message, stack)),
      ),
    ];
    return { success: violations.every(({ severity }) => severity === 'warning'), violations };
  }
}

/** The launch stacks of a tree. */
export const launchesIn = (scope: IConstruct): readonly LaunchStack[] =>
  scope.node.findAll().filter((construct): construct is LaunchStack => construct instanceof LaunchStack);

/** The id of a rule in the report. */
export const tandemRule = ({ id }: Pick<Rule, 'id'>): string => `${TANDEM}-${id}`;

/** Id under which the core acknowledges what breaks a rule, and records that it did. */
export const ruleAcknowledgement = (rule: Pick<Rule, 'id'>): string => `${TANDEM}::${tandemRule(rule)}`;

const violationsOf = (rule: ConstructRule, resource: CfnResource): readonly PolicyViolation[] => {
  const result = rule.check(resource);
  return typeof result === 'string' ? [] : [violation(rule, result.finding, resource)];
};

const violation = (rule: Rule, finding: string, { node }: IConstruct): PolicyViolation => ({
  ruleName: tandemRule(rule),
  description: `${finding}. ${rule.what}`,
  fix: rule.fix,
  severity: rule.severity,
  violatingResources: [{ constructPath: node.path, locations: ['Properties'] }],
});
