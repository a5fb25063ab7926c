import { Stack } from 'aws-cdk-lib';
import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnArchive, CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { noPersonalData } from '../../../../lib/governance/rules/no-personal-data';
import { testApp } from '../../../support/stage';

const stack = () => new Stack(testApp(), 'Stack');
const rule = (eventPattern: object) => noPersonalData.check(new CfnRule(stack(), 'Rule', { eventPattern }));
const fn = (variables: Record<string, string>) =>
  noPersonalData.check(new CfnFunction(stack(), 'Function', { code: {}, role: 'role', environment: { variables } }));
const schedule = (input: object) =>
  noPersonalData.check(
    new CfnSchedule(stack(), 'Schedule', {
      flexibleTimeWindow: { mode: 'OFF' },
      scheduleExpression: 'rate(1 day)',
      target: { arn: 'arn', roleArn: 'role', input: JSON.stringify(input) },
    }),
  );
const log = (format: string) =>
  noPersonalData.check(
    new CfnStage(stack(), 'Stage', {
      apiId: 'api',
      stageName: 'live',
      accessLogSettings: { destinationArn: 'arn', format },
    }),
  );

describe('no-personal-data', () => {
  it('accepts tokens, names of secrets, and routes', () => {
    expect(rule({ detail: { identifiers: { token: ['tok_8f3a'], type: ['email'] } } })).toBe('compliant');
    expect(fn({ SECRETS_PREFIX: 'tandem/prod', BUS_NAME: 'tandem' })).toBe('compliant');
    expect(log('{"id":"$context.requestId","route":"$context.routeKey"}')).toBe('compliant');
    expect(schedule({ launch: 'coats', run: '2026-11-27T09:00' })).toBe('compliant');
  });

  it.each([
    ['jo@coats.example', 'an e-mail address'],
    ['+12025550123', 'a phone number'],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'a signing secret'],
    ['-----BEGIN PRIVATE KEY-----', 'a private key'],
    ['AKIAIOSFODNN7EXAMPLE', 'an access key'],
    ['{{resolve:secretsmanager:key}}', 'a secret resolved at deployment'],
  ])('finds %s in a pattern, an archive, an environment and what a rule or schedule sends', (value, what) => {
    expect(schedule({ launch: 'coats', who: [value] })).toEqual({ finding: `the target holds ${what}` });
    const sends = new CfnRule(stack(), 'Rule', { targets: [{ arn: 'arn', id: 'one', input: JSON.stringify(value) }] });
    expect(noPersonalData.check(sends)).toEqual({ finding: `a target holds ${what}` });
    expect(rule({ detail: { who: [value] } })).toEqual({ finding: `the pattern holds ${what}` });
    expect(fn({ WHO: value })).toEqual({ finding: `the environment holds ${what}` });
    const archive = new CfnArchive(stack(), 'Archive', {
      sourceArn: 'arn',
      eventPattern: { detail: { who: [value] } },
    });
    expect(noPersonalData.check(archive)).toEqual({ finding: `the pattern holds ${what}` });
  });

  it.each([
    '$context.identity.sourceIp',
    '$context.identity.userAgent',
    '$context.path',
    '$context.authorizer.claims.email',
  ])('finds a log that writes %s', (variable) => {
    expect(log(`{"id":"$context.requestId","who":"${variable}"}`)).toEqual({
      finding: `the log format writes ${variable}`,
    });
  });

  it('does not concern other resources', () => {
    expect(noPersonalData.check(new CfnQueue(stack(), 'Queue'))).toBe('not-applicable');
  });
});
