import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, type BucketProps, type CfnBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { trailKept } from '../../../../lib/governance/rules/trail-kept';
import { testApp, testStage, trailTemplate } from '../../../support/stage';

const DELETES = ['s3:DeleteObject', 's3:DeleteObjectVersion'];
const LOCKED: BucketProps = {
  objectLockEnabled: true,
  objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(1)),
  removalPolicy: RemovalPolicy.RETAIN,
};
const deny = (actions: readonly string[], conditions: object = {}) =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new StarPrincipal()],
    actions: [...actions],
    resources: ['*'],
    conditions: { ...conditions },
  });
const judged = (props: BucketProps, statement: PolicyStatement | undefined, protect = true) => {
  const bucket = new Bucket(new Stack(testApp(), 'Stack', { terminationProtection: protect }), 'Bucket', props);
  if (statement !== undefined) bucket.addToResourcePolicy(statement);
  return trailKept.check(bucket.node.defaultChild as CfnBucket);
};

describe('rule trail-kept', () => {
  it('is content with a bucket that is locked, kept, and refuses deletes', () => {
    expect(judged(LOCKED, deny(DELETES))).toBe('compliant');
  });

  it('asks for no lock where the stage is not protected', () => {
    expect(judged({}, deny(DELETES), false)).toBe('compliant');
    expect(judged({}, undefined, false)).toEqual({ finding: 'no refusal of deletes to everybody' });
  });

  it.each([
    ['governance mode', { ...LOCKED, objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(1)) }],
    ['a lock without a time', { objectLockEnabled: true, removalPolicy: RemovalPolicy.RETAIN }],
    ['no lock', { removalPolicy: RemovalPolicy.RETAIN }],
  ])('refuses %s in a protected stage', (_case, props) => {
    expect(judged(props, deny(DELETES))).toEqual({ finding: 'no Object Lock in compliance mode' });
  });

  it('refuses a bucket that goes with its stack', () => {
    expect(judged({ ...LOCKED, removalPolicy: RemovalPolicy.DESTROY }, deny(DELETES))).toEqual({
      finding: 'no DeletionPolicy and UpdateReplacePolicy: Retain',
    });
  });

  it.each([
    ['only of objects, not of their versions', deny(['s3:DeleteObject'])],
    ['under a condition', deny(DELETES, { Bool: { 'aws:SecureTransport': 'false' } })],
    ['that is none', undefined],
  ])('refuses a refusal of deletes %s', (_case, statement) => {
    expect(judged(LOCKED, statement)).toEqual({ finding: 'no refusal of deletes to everybody' });
  });
});

describe('the bucket of the audit trail', () => {
  it('lets one role write what is not there yet, and nobody delete, for seven years in prod', () => {
    const template = trailTemplate(testStage());
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2557 } } },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    });
    const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    const sids = ((policy?.Properties.PolicyDocument.Statement ?? []) as { Sid?: string; Effect: string }[])
      .filter(({ Effect: effect }) => effect === 'Deny')
      .map(({ Sid }) => Sid);
    expect(sids).toEqual(expect.arrayContaining(['NobodyDeletes', 'NobodyWritesOver', 'OnlyTheKeeperWrites']));
  });
});
