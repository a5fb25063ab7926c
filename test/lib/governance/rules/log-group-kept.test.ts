import { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, CfnLogStream } from 'aws-cdk-lib/aws-logs';
import { logGroupKept } from '../../../../lib/governance/rules/log-group-kept';
import { testApp } from '../../../support/stage';

const stack = () => new Stack(testApp(), 'Stack');

describe('log-group-kept', () => {
  it('accepts a log group with key and retention', () => {
    const scope = stack();
    const kmsKeyId = new Key(scope, 'Key').keyArn;
    expect(logGroupKept.check(new CfnLogGroup(scope, 'Logs', { kmsKeyId, retentionInDays: 90 }))).toBe('compliant');
  });

  it.each([
    { props: { retentionInDays: 90 }, finding: 'no customer managed key' },
    { props: { kmsKeyId: 'key' }, finding: 'no retention' },
    { props: {}, finding: 'no customer managed key and no retention' },
  ])('finds one with $finding', ({ props, finding }) => {
    expect(logGroupKept.check(new CfnLogGroup(stack(), 'Logs', props))).toEqual({ finding });
  });

  it('does not concern other resources', () => {
    expect(logGroupKept.check(new CfnLogStream(stack(), 'Stream', { logGroupName: 'logs' }))).toBe('not-applicable');
  });
});
