import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { type IApplyRule, NagMessageLevel, NagPack, NagRuleCompliance, NagRules } from 'cdk-nag';
import { packsOf } from '../../../../lib/governance/packs';
import { evaluatePack } from '../../../../lib/governance/register/evaluate-pack';
import { testApp } from '../../../support/stage';

/** Packs that policy.yaml may name, with their rules as cdk-nag's documents count them. */
const PACKS = [
  { pack: 'AwsSolutions', count: 131 },
  { pack: 'NIST.800.53.R5', count: 85 },
  { pack: 'Serverless', count: 18 },
  { pack: 'NIST.800.53.R4', count: 70 },
  { pack: 'HIPAA.Security', count: 90 },
  { pack: 'PCI.DSS.321', count: 69 },
];

/** A pack of one rule on queues. */
class OneRule extends NagPack {
  public readonly name = 'One';

  constructor(private readonly judge: IApplyRule['rule']) {
    super();
    this.packName = 'One';
  }

  protected override checkResource(node: CfnResource): void {
    const rule = (resource: CfnResource) =>
      resource instanceof CfnQueue ? this.judge(resource) : NagRuleCompliance.NOT_APPLICABLE;
    this.applyRule({
      ruleSuffixOverride: 'Q1',
      info: 'A queue is wrong.',
      explanation: 'Because.',
      level: NagMessageLevel.WARN,
      rule,
      node,
    });
  }
}

/** Two queues and something else. */
const tree = () => {
  const stack = new Stack(testApp(), 'Stack');
  new CfnQueue(stack, 'A');
  new CfnQueue(stack, 'B', { delaySeconds: 1 });
  new CfnPolicy(stack, 'Policy', { policyDocument: {}, policyName: 'policy' });
  return stack;
};

describe('evaluatePack', () => {
  it('keeps what passes, what does not, and how often a rule did not apply', () => {
    const pack = new OneRule((node) =>
      (node as CfnQueue).delaySeconds === 1 ? NagRuleCompliance.NON_COMPLIANT : NagRuleCompliance.COMPLIANT,
    );
    expect(evaluatePack(pack, tree())).toEqual({
      pack: 'One',
      rules: [{ rule: 'One-Q1', level: 'warning', what: 'A queue is wrong.' }],
      resources: 3,
      judged: [
        { rule: 'One-Q1', path: 'Stack/A', type: 'AWS::SQS::Queue', outcome: 'compliant' },
        { rule: 'One-Q1', path: 'Stack/B', type: 'AWS::SQS::Queue', outcome: 'non-compliant' },
      ],
      notApplicable: new Map([['One-Q1', new Map([['AWS::IAM::Policy', 1]])]]),
    });
  });

  it('keeps each finding once, without generated hashes; none is compliant', () => {
    const pack = new OneRule((node) =>
      (node as CfnQueue).delaySeconds === 1
        ? ['Resource::<TableAB12CD34.Arn>/*', 'Resource::<TableFF00FF00.Arn>/*', 'Resource::*']
        : [],
    );
    expect(evaluatePack(pack, tree()).judged.map(({ path, outcome, finding }) => [path, outcome, finding])).toEqual([
      ['Stack/A', 'compliant', undefined],
      ['Stack/B', 'non-compliant', 'Resource::<Table*.Arn>/*'],
      ['Stack/B', 'non-compliant', 'Resource::*'],
    ]);
  });

  it('keeps a rule that throws as an error, with what it said', () => {
    const pack = new OneRule((node) => {
      NagRules.resolveIfPrimitive(node, { Ref: 'Parameter' });
      return NagRuleCompliance.COMPLIANT;
    });
    const [first] = evaluatePack(pack, tree()).judged;
    expect(first).toEqual(expect.objectContaining({ path: 'Stack/A', outcome: 'error', message: expect.any(String) }));
  });

  it('is not moved by acknowledgements, the bare ones that leave no trace in the report included', () => {
    const stack = tree();
    const pack = () => new OneRule(() => NagRuleCompliance.NON_COMPLIANT);
    const before = evaluatePack(pack(), stack);
    for (const id of ['One-Q1', 'One::One-Q1'])
      Validations.of(stack).acknowledge({ id, reason: 'Nobody should see it.' });
    expect(pack().validateScope(stack).violations).toEqual([]);
    expect(evaluatePack(pack(), stack)).toEqual(before);
    expect(before.judged).toHaveLength(2);
  });

  it('shows that a pack ran where it has nothing to say', () => {
    const stack = new Stack(testApp(), 'Stack');
    new CfnResource(stack, 'Thing', { type: 'Custom::Thing' });
    const { rules, resources, judged } = evaluatePack(new OneRule(() => NagRuleCompliance.COMPLIANT), stack);
    expect({ rules: rules.length, resources, judged }).toEqual({ rules: 1, resources: 1, judged: [] });
  });

  it.each(PACKS)(
    'asks every rule of $pack about every resource, and finds what the pack itself finds',
    ({ pack, count }) => {
      const stack = tree();
      const make = () => packsOf({ packs: [{ pack, mode: 'reported' }] }, 'reported');
      const [recorded] = make();
      const [plain] = make();
      if (recorded === undefined || plain === undefined) throw new Error(`There is no pack ${pack}.`);
      const { rules, resources, judged, notApplicable } = evaluatePack(recorded, stack);
      expect(rules).toHaveLength(count);
      const answers =
        new Set(judged.map((one) => `${one.rule} ${one.path}`)).size +
        [...notApplicable.values()].flatMap((types) => [...types.values()]).reduce((a, b) => a + b, 0);
      expect(answers).toBe(rules.length * resources);
      const found = judged.filter(({ outcome }) => outcome !== 'compliant').map(({ rule, path }) => `${rule} ${path}`);
      const reported = plain
        .validateScope(stack)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
        );
      expect(found.sort()).toEqual(reported.sort());
      expect(judged.length).toBeGreaterThan(0);
    },
  );
});
