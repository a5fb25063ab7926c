import { Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { localOnlySwitches } from '../../../../lib/governance/rules/local-only-switches';
import { testApp } from '../../../support/stage';

const check = (stage: string, variables?: Record<string, string>) =>
  localOnlySwitches(stage).check(
    new CfnFunction(new Stack(testApp(), 'Stack'), 'Function', {
      code: {},
      role: 'role',
      ...(variables === undefined ? {} : { environment: { variables } }),
    }),
  );

describe('local-only-switches', () => {
  it('accepts functions that go by the wall clock, and those without variables', () => {
    expect(check('prod', { BUSINESS_CLOCK: 'wall' })).toBe('compliant');
    expect(check('prod')).toBe('compliant');
  });

  it.each([
    [{ BUSINESS_CLOCK: 'control' }, 'BUSINESS_CLOCK=control in stage "prod"'],
    [{ VENDOR_URL_OVERRIDE: 'http://127.0.0.1' }, 'VENDOR_URL_OVERRIDE in stage "prod"'],
    [
      { BUSINESS_CLOCK: 'control', VENDOR_URL_OVERRIDE: '' },
      'BUSINESS_CLOCK=control and VENDOR_URL_OVERRIDE in stage "prod"',
    ],
  ])('finds %j', (variables, finding) => {
    expect(check('prod', variables as Record<string, string>)).toEqual({ finding });
  });

  it('concerns neither stage local nor other resources', () => {
    expect(check('local', { BUSINESS_CLOCK: 'control' })).toBe('not-applicable');
    expect(localOnlySwitches('prod').check(new CfnQueue(new Stack(testApp(), 'Stack'), 'Queue'))).toBe(
      'not-applicable',
    );
  });
});
