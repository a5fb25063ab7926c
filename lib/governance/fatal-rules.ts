import {
  CfnResource,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { launchAllowList } from './rules/launch-allow-list';
import { localOnlySwitches } from './rules/local-only-switches';
import type { FatalRule } from './rules/rule';
import { tableRecovery } from './rules/table-recovery';

/** Rules that nobody can waive: `fatal` findings cannot be acknowledged. */
export class FatalRules implements IPolicyValidationPlugin {
  public readonly name = 'Tandem';
  readonly #rules: readonly FatalRule[];

  constructor(stage: string) {
    this.#rules = [launchAllowList, tableRecovery, localOnlySwitches(stage)];
  }

  public get ruleIds(): string[] {
    return this.#rules.map(({ name }) => ruleId(name));
  }

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.validateScope(context.appConstruct);
  }

  /** Judges a construct tree without synthesis. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const resources = scope.node.findAll().filter(CfnResource.isCfnResource);
    const violations = this.#rules.flatMap((rule) => resources.flatMap((resource) => violationOf(rule, resource)));
    return { success: violations.length === 0, violations };
  }
}

const ruleId = (name: string): string => `Tandem-${name}`;

const violationOf = ({ name, invariant, fix, check }: FatalRule, resource: CfnResource): PolicyViolation[] => {
  const result = check(resource);
  if (typeof result === 'string') return [];
  return [
    {
      ruleName: ruleId(name),
      description: `${result.finding}. ${invariant}`,
      fix,
      severity: 'fatal',
      violatingResources: [{ constructPath: resource.node.path, locations: ['Properties'] }],
    },
  ];
};
