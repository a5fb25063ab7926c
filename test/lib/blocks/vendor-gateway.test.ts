import { Match } from 'aws-cdk-lib/assertions';
import { foundationTemplate, localStage, silentVendor, testStage, testVendor } from '../../support/stage';
import { propertiesOf } from '../../support/template-assertions';

const withRate = (vendor: string, rate: string) => {
  const made = testVendor({ vendor });
  return { ...made, ...(made.outbound === undefined ? {} : { outbound: { ...made.outbound, rate } }) };
};

describe('VendorGateway', () => {
  it('gives each vendor that is sent to a queue and a rule of its own', () => {
    const template = foundationTemplate(testStage(), { vendors: [testVendor(), silentVendor()] });
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'tandem-prod-delivery-mailhub' });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['tandem.decision'],
        'detail-type': ['Message Requested'],
        detail: { properties: { vendor: ['mailhub'] } },
        'replay-name': [{ exists: false }],
      },
    });
    const queues = propertiesOf(template, 'AWS::SQS::Queue').map(({ QueueName }) => String(QueueName));
    expect(queues.filter((name) => name.includes('chirp'))).toEqual([]);
  });

  it.each([
    { rate: '1/s', workers: 2 },
    { rate: '50/s', workers: 10 },
    { rate: '5000/s', workers: 50 },
  ])('sends to a vendor with a rate of $rate by $workers workers at most', ({ rate, workers }) => {
    const template = foundationTemplate(testStage(), { vendors: [withRate('mailhub', rate)] });
    const mappings = propertiesOf(template, 'AWS::Lambda::EventSourceMapping').filter(
      ({ BatchSize, ScalingConfig }) => BatchSize === 5 && ScalingConfig !== undefined,
    );
    expect(mappings.map(({ ScalingConfig }) => ScalingConfig)).toContainEqual({ MaximumConcurrency: workers });
  });

  it('shows no message again while a function may still be sending it', () => {
    const template = foundationTemplate();
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'tandem-prod-deliver-message',
      Timeout: 60,
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'tandem-prod-delivery-mailhub',
      VisibilityTimeout: 360,
    });
  });

  it('gives a function as many messages at once as its vendor takes in one request', () => {
    const { outbound, ...rest } = testVendor();
    if (outbound === undefined) throw new Error('The fixture is a vendor that is sent to.');
    const template = foundationTemplate(testStage(), {
      vendors: [{ ...rest, outbound: { ...outbound, batch: { most: 8 } } }],
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 8,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('knows the delivery queues of all vendors, for messages that wait', () => {
    foundationTemplate().hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'tandem-prod-deliver-message',
      Environment: { Variables: Match.objectLike({ DELIVERY_QUEUE_URLS: Match.anyValue(), HOLD_SECONDS: '60' }) },
    });
  });

  it('puts aside itself what nobody could deliver, in the dead letter queue of the vendor', () => {
    const template = foundationTemplate();
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'tandem-prod-deliver-message',
      Environment: { Variables: Match.objectLike({ DEAD_LETTER_URLS: Match.anyValue() }) },
    });
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/tandem/prod/foundation/delivery-dead-letter-url-mailhub',
    });
  });

  it('alarms when nothing is sent to a vendor any more, and not while messages go round on purpose', () => {
    const template = foundationTemplate(testStage(), { vendors: [testVendor(), silentVendor()] });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'tandem-prod-delivery-mailhub-vendor-circuit',
      Namespace: 'Tandem',
      MetricName: 'CircuitsOpened',
      Dimensions: [
        { Name: 'service', Value: 'deliver-message' },
        { Name: 'vendor', Value: 'mailhub' },
      ],
      Threshold: 0,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'tandem-prod-delivery-mailhub-queue-age',
      Threshold: 1800,
    });
    const names = propertiesOf(template, 'AWS::CloudWatch::Alarm').map(({ AlarmName }) => String(AlarmName));
    expect(names.filter((name) => name.endsWith('vendor-circuit'))).toHaveLength(1);
  });

  it('keeps no signing key for a vendor that checks no signature', () => {
    const { outbound, ...rest } = testVendor();
    if (outbound === undefined) throw new Error('The fixture is a vendor that is sent to.');
    const template = foundationTemplate(testStage(), {
      vendors: [{ ...rest, outbound: { ...outbound, sign: 'none' } }],
    });
    const names = propertiesOf(template, 'AWS::SecretsManager::Secret').map(({ Name }) => String(Name));
    expect(names.filter((name) => name.endsWith('/signing'))).toEqual([]);
    expect(names).toContain('tandem/prod/vendor/mailhub/api-key');
  });

  it('sends to a stand-in in stage local only', () => {
    const vendorStandIn = 'http://127.0.0.1:4010';
    foundationTemplate(localStage(), { vendorStandIn }).hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'tandem-local-deliver-message',
      Environment: { Variables: Match.objectLike({ VENDOR_URL_OVERRIDE: vendorStandIn }) },
    });
    expect(() => foundationTemplate(testStage(), { vendorStandIn })).toThrow(
      /tandem-prod-foundation\/Gateway: a vendor stand-in .* exists in stage "local" only, got stage "prod"/,
    );
  });
});
