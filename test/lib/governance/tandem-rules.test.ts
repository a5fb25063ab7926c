import { Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { constructRules, TandemRules } from '../../../lib/governance/tandem-rules';
import { LaunchStack } from '../../../lib/stacks/launch-stack';
import { testApp, testDefinition, testStage } from '../../support/stage';

const RULES = constructRules({ stage: 'prod', vendors: [] });
const launchIn = (app = testApp()) =>
  new LaunchStack(app, { stage: testStage(), definition: testDefinition(), costCentre: 'CC-2100' });

describe('TandemRules', () => {
  it('finds nothing in a launch as it is made', () => {
    expect(new TandemRules(RULES, () => []).validateScope(launchIn())).toEqual({ success: true, violations: [] });
  });

  it('tells rule, place and way out of a launch that holds more', () => {
    const stack = launchIn();
    new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    expect(new TandemRules(RULES, () => []).validateScope(stack)).toEqual({
      success: false,
      violations: [
        expect.objectContaining({
          ruleName: 'Tandem-launch-allow-list',
          description: expect.stringContaining('AWS::IAM::Role in a launch stack. A launch stack holds only'),
          severity: 'fatal',
          fix: expect.stringContaining('block of the foundation'),
          violatingResources: [{ constructPath: 'tandem-prod-launch-autumn-coats/Role', locations: ['Properties'] }],
        }),
      ],
    });
  });

  it('cannot be waived: synthesis fails though the finding is acknowledged', () => {
    const app = testApp();
    const role = new CfnRole(launchIn(app), 'Role', { assumeRolePolicyDocument: {} });
    Validations.of(app).addPlugins(new TandemRules(RULES, () => []));
    for (const id of ['Tandem-launch-allow-list', 'Tandem::Tandem-launch-allow-list']) {
      Validations.of(role).acknowledge({ id, reason: 'A launch wants a role of its own.' });
    }
    expect(() => app.synth()).toThrow(/Tandem-launch-allow-list/);
  });
});
