import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EDGE_EVENTS } from '../../../lib/blocks/event-patterns';
import { GovernedFunction } from '../../../lib/blocks/governed-function';
import { GovernedQueue } from '../../../lib/blocks/governed-queue';
import { MarketingBus } from '../../../lib/blocks/marketing-bus';
import { blockFixture, testStage } from '../../support/stage';

const IMPORTED = 'arn:aws:events:us-east-1:111122223333:event-bus/organisation';

const busWith = (stage = testStage()) => {
  const { stack, context } = blockFixture(stage);
  const undelivered = new GovernedQueue(stack, 'Undelivered', { context, name: 'undelivered', use: 'parked' });
  const bus = new MarketingBus(stack, 'Bus', { context, undelivered });
  const fn = new GovernedFunction(stack, 'Fn', { context, handler: 'publish-changes', timeout: Duration.seconds(30) });
  bus.grantPublish(fn, 'tandem.resolved');
  const queue = new GovernedQueue(stack, 'Queue', { context, name: 'profile' });
  bus.route('Edge', { description: 'edge', pattern: EDGE_EVENTS, to: queue });
  return Template.fromStack(stack);
};

describe('MarketingBus', () => {
  it('is encrypted and keeps what it cannot decrypt', () => {
    busWith().hasResourceProperties('AWS::Events::EventBus', {
      Name: 'tandem-prod-bus',
      KmsKeyIdentifier: Match.anyValue(),
      DeadLetterConfig: { Arn: Match.anyValue() },
    });
  });

  it('archives events of the edge, and only those, for at most 90 days', () => {
    busWith().hasResourceProperties('AWS::Events::Archive', {
      EventPattern: { source: [{ prefix: 'tandem.edge.' }] },
      RetentionDays: 90,
      KmsKeyIdentifier: Match.anyValue(),
    });
  });

  it('denies everybody but its publishers', () => {
    busWith().hasResourceProperties('AWS::Events::EventBusPolicy', {
      Statement: {
        Effect: 'Deny',
        Principal: '*',
        Action: 'events:PutEvents',
        Condition: {
          ArnNotEquals: { 'aws:PrincipalArn': [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^FnRole'), 'Arn'] }] },
        },
      },
    });
  });

  it('names its publishers in one order, in whichever they came', () => {
    const publishers = (names: readonly string[]): unknown => {
      const { stack, context } = blockFixture(testStage());
      const undelivered = new GovernedQueue(stack, 'Undelivered', { context, name: 'undelivered', use: 'parked' });
      const bus = new MarketingBus(stack, 'Bus', { context, undelivered });
      for (const handler of names) {
        const fn = new GovernedFunction(stack, handler, { context, handler, timeout: Duration.seconds(30) });
        bus.grantPublish(fn, 'tandem.edge.till');
        bus.grantPublish(fn, 'tandem.edge.web');
      }
      const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::Events::EventBusPolicy'));
      return policy?.Properties.Statement.Condition.ArnNotEquals['aws:PrincipalArn'];
    };
    const arns = publishers(['ingest-events', 'publish-changes', 'decide-offer']);
    expect(arns).toHaveLength(3);
    expect(publishers(['decide-offer', 'publish-changes', 'ingest-events'])).toEqual(arns);
  });

  it('lets a publisher publish under its own source only', () => {
    busWith().hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'events:PutEvents',
            Condition: { StringLike: { 'events:source': 'tandem.resolved' } },
          }),
        ]),
      },
    });
  });

  it('routes to a queue that admits its rules, with a place for what fails', () => {
    const template = busWith();
    template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: 'tandem-prod-bus',
      Targets: [Match.objectLike({ DeadLetterConfig: { Arn: Match.anyValue() }, RetryPolicy: Match.anyValue() })],
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: 'RulesSend', Principal: { Service: 'events.amazonaws.com' }, Effect: 'Allow' }),
        ]),
      },
    });
  });

  describe('imported', () => {
    const imported = () => busWith(testStage({ import: { bus: IMPORTED } }));

    it('makes no bus, and its rules and archive stand on the given one', () => {
      const template = imported();
      template.resourceCountIs('AWS::Events::EventBus', 0);
      template.hasResourceProperties('AWS::Events::Rule', { EventBusName: 'organisation' });
      template.hasResourceProperties('AWS::Events::Archive', { SourceArn: IMPORTED });
    });

    it('denies others our sources only', () => {
      imported().hasResourceProperties('AWS::Events::EventBusPolicy', {
        EventBusName: 'organisation',
        Statement: { Condition: { StringLike: { 'events:source': 'tandem.*' } } },
      });
    });
  });
});
