import { Stack } from 'aws-cdk-lib';
import { CfnEventBusPolicy } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { namedPrincipals } from '../../../../lib/governance/rules/named-principals';
import { testApp } from '../../../support/stage';

const stack = () => new Stack(testApp(), 'Stack');
const ALLOWED = { Sid: 'Everybody', Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const key = (...statements: object[]) =>
  namedPrincipals.check(new CfnKey(stack(), 'Key', { keyPolicy: { Statement: statements } }));
const bus = (statement: object) =>
  namedPrincipals.check(new CfnEventBusPolicy(stack(), 'Policy', { statementId: 'One', statement }));

describe('named-principals', () => {
  it('accepts the account, roles and services by name, and denials of everybody', () => {
    const made = new Key(stack(), 'Key');
    made.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:*'],
        resources: ['*'],
      }),
    );
    expect(namedPrincipals.check(made.node.defaultChild as CfnKey)).toBe('compliant');
    expect(key({ ...ALLOWED, Principal: { AWS: 'arn:aws:iam::111122223333:root' } })).toBe('compliant');
    expect(bus({ ...ALLOWED, Effect: 'Deny', Principal: '*' })).toBe('compliant');
  });

  it.each([
    { Principal: '*' },
    { Principal: { AWS: '*' } },
    { Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } },
    { Principal: { Service: '*' } },
    { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } },
    { NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } },
  ])('finds a key that lets in %j', (who) => {
    expect(key({ ...ALLOWED, ...who })).toEqual({ finding: 'Everybody allows every principal' });
  });

  it('names each statement at fault, and only those', () => {
    const named = { ...ALLOWED, Sid: 'Named', Principal: { Service: 'events.amazonaws.com' } };
    const { Sid: _, ...nameless } = ALLOWED;
    expect(key(named, { ...ALLOWED, Principal: '*' }, { ...nameless, Principal: '*' })).toEqual({
      finding: 'Everybody allows every principal, a statement without Sid allows every principal',
    });
  });

  it('finds a bus and a queue that let in everybody', () => {
    expect(bus({ ...ALLOWED, Principal: '*' })).toEqual({ finding: 'Everybody allows every principal' });
    const statement = new PolicyStatement({
      sid: 'Open',
      principals: [new AnyPrincipal()],
      actions: ['sqs:*'],
      resources: ['*'],
    });
    const policy = new CfnQueuePolicy(stack(), 'Policy', {
      queues: [],
      policyDocument: new PolicyDocument({ statements: [statement] }),
    });
    expect(namedPrincipals.check(policy)).toEqual({ finding: 'Open allows every principal' });
  });

  it('finds what an override put there', () => {
    const made = new CfnKey(stack(), 'Key', { keyPolicy: {} });
    made.addPropertyOverride('KeyPolicy.Statement', [{ ...ALLOWED, Principal: '*' }]);
    expect(namedPrincipals.check(made)).toEqual({ finding: 'Everybody allows every principal' });
  });

  it('does not concern other resources', () => {
    expect(namedPrincipals.check(new CfnQueue(stack(), 'Queue'))).toBe('not-applicable');
  });
});
