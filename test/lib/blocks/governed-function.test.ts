import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { GovernedFunction, type GovernedFunctionProps } from '../../../lib/blocks/governed-function';
import { GovernedQueue } from '../../../lib/blocks/governed-queue';
import { blockFixture, localStage, testStage } from '../../support/stage';
import { assertNoInlinePolicy, assertNoWildcardActions, assertRetained } from '../../support/template-assertions';

const functionWith = (props: Partial<GovernedFunctionProps> = {}, stage = testStage()) => {
  const { stack, context } = blockFixture(stage);
  const fn = new GovernedFunction(stack, 'Decide', {
    context,
    handler: 'decide-offer',
    timeout: Duration.seconds(30),
    ...props,
  });
  return { fn, stack, context, template: () => Template.fromStack(stack) };
};

describe('GovernedFunction', () => {
  it('has one managed policy, no inline one and none of AWS', () => {
    const template = functionWith().template();
    assertNoInlinePolicy(template);
    assertNoWildcardActions(template);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'tandem-prod-decide-offer' });
  });

  it('writes to its own encrypted log group, kept for the days of the stage', () => {
    const template = functionWith().template();
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/tandem/prod/decide-offer',
      RetentionInDays: 90,
      KmsKeyId: Match.anyValue(),
    });
    assertRetained(template, 'AWS::Logs::LogGroup');
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: Match.anyValue() } });
  });

  it('is traced and is called by its alias', () => {
    const template = functionWith().template();
    template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
    template.hasResourceProperties('AWS::Lambda::Alias', { Name: 'live', FunctionVersion: Match.anyValue() });
  });

  it('tells its stage and name to the code, and whatever grants add', () => {
    const { fn, template } = functionWith({ environment: { HOLD_SECONDS: '60' } });
    fn.addEnvironment('BUS_NAME', 'bus');
    template().hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          STAGE: 'prod',
          POWERTOOLS_SERVICE_NAME: 'decide-offer',
          POWERTOOLS_METRICS_NAMESPACE: 'Tandem',
          HOLD_SECONDS: '60',
          BUS_NAME: 'bus',
        },
      },
    });
  });

  it('reserves executions only where it is told to', () => {
    functionWith()
      .template()
      .hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() });
    functionWith({ reservedConcurrency: 7 })
      .template()
      .hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 7 });
  });

  it('watches errors, throttles and duration of what is live', () => {
    const template = functionWith().template();
    for (const kind of ['function-errors', 'function-throttles', 'function-duration']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `tandem-prod-decide-offer-${kind}`,
        AlarmDescription: Match.stringLikeRegexp(`docs/runbooks/${kind}\\.md`),
        Dimensions: Match.arrayWith([Match.objectLike({ Name: 'Resource' })]),
      });
    }
  });

  it('takes from a queue with a limit and partial failures, once its role may', () => {
    const { fn, stack, context, template } = functionWith();
    fn.consume(new GovernedQueue(stack, 'Queue', { context, name: 'decision' }), { batchSize: 10, maxConcurrency: 5 });
    template().hasResource('AWS::Lambda::EventSourceMapping', {
      Properties: {
        BatchSize: 10,
        ScalingConfig: { MaximumConcurrency: 5 },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        FunctionName: Match.objectLike({ 'Fn::Join': Match.anyValue() }),
      },
      DependsOn: [Match.stringLikeRegexp('^DecidePolicy')],
    });
  });

  it('uses a key through one service only', () => {
    const { fn, context, template } = functionWith();
    fn.allowKey(context.transitKey, 'sqs', ['kms:Decrypt']);
    template().hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'kms:Decrypt',
            Condition: { StringEquals: { 'kms:ViaService': 'sqs.us-east-1.amazonaws.com' } },
          }),
        ]),
      },
    });
  });

  it('leaves nothing behind where the stage is not protected', () => {
    functionWith({}, localStage()).template().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
  });

  it('says how to make a bundle that is missing', () => {
    expect(() => functionWith({ handler: 'no-such-handler' })).toThrow(
      /Test\/Decide: there is no bundle at .*no-such-handler; run "npx tsx bin\/build\.ts"/,
    );
  });
});
