import { canonicalTemplate } from '../../../lib/evidence/canonical-template';
import { type DeployedDifference, deployedDifferences } from '../../../lib/evidence/deployed';

const TEMPLATE = {
  Description: 'Everything',
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'key', Tags: [{ Key: 'a', Value: 'b' }] } },
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['a:One', 'a:Two'], Resource: '*' }] } },
    },
  },
  Outputs: { Url: { Value: 'https://one.example' } },
};
type Part = Readonly<Record<string, unknown>>;
const changed = (part: Part): string => JSON.stringify({ ...TEMPLATE, ...part });
const { Queue: QUEUE, Policy: POLICY } = TEMPLATE.Resources;

/** What differs where the stage has this text instead of the bundle's. */
const told = (deployed: string): readonly string[] =>
  deployedDifferences(new Map([['one', canonicalTemplate(TEMPLATE)]]), new Map([['one', deployed]])).map(wordsOf);
const wordsOf = ({ stack, kind, part = '', what }: DeployedDifference): string => `${stack} ${kind} ${part}: ${what}`;

describe('deployedDifferences', () => {
  it('finds nothing where only the order of keys and sets, or notes of the toolkit, are others', () => {
    const statement = { Resource: '*', Action: ['a:Two', 'a:One'], Effect: 'Allow' };
    const same = {
      Outputs: TEMPLATE.Outputs,
      Resources: {
        Policy: { ...POLICY, Properties: { PolicyDocument: { Statement: [statement] } } },
        Queue: { ...QUEUE, Metadata: { 'aws:cdk:path': 'here', 'aws:asset:path': 'asset.1' } },
      },
      Description: 'Everything',
    };
    expect(told(JSON.stringify(same, null, 2))).toEqual([]);
  });

  it.each([
    {
      case: 'a changed property',
      text: changed({ Resources: { Policy: POLICY, Queue: { ...QUEUE, Properties: { KmsMasterKeyId: 'other' } } } }),
      says: [
        'one differs Queue (AWS::SQS::Queue): is deployed otherwise in Properties.KmsMasterKeyId, Properties.Tags',
      ],
    },
    {
      case: 'an order that matters',
      text: changed({
        Resources: { Policy: POLICY, Queue: { ...QUEUE, Properties: { ...QUEUE.Properties, Tags: [] } } },
      }),
      says: ['one differs Queue (AWS::SQS::Queue): is deployed otherwise in Properties.Tags'],
    },
    {
      case: 'a wider policy',
      text: JSON.stringify(TEMPLATE).replace('a:Two', 'a:*'),
      says: ['one differs Policy (AWS::IAM::ManagedPolicy): is deployed otherwise in Properties.PolicyDocument'],
    },
    {
      case: 'a missing resource',
      text: changed({ Resources: { Queue: QUEUE } }),
      says: ['one missing Policy (AWS::IAM::ManagedPolicy): is not deployed'],
    },
    {
      case: 'a resource of nobody',
      text: changed({ Resources: { ...TEMPLATE.Resources, Door: { Type: 'AWS::Lambda::Url' } } }),
      says: ['one extra Door (AWS::Lambda::Url): is deployed, and the bundle does not have it'],
    },
    {
      case: 'other outputs and words',
      text: changed({ Outputs: {}, Description: 'Nothing' }),
      says: ['one differs Description: is deployed otherwise', 'one missing Outputs.Url: is not deployed'],
    },
    {
      case: 'metadata that something reads',
      text: changed({
        Resources: { Policy: POLICY, Queue: { ...QUEUE, Metadata: { 'AWS::CloudFormation::Init': {} } } },
      }),
      says: ['one differs Queue (AWS::SQS::Queue): is deployed otherwise in Metadata'],
    },
    { case: 'YAML', text: 'Resources: {}', says: ['one differs : is deployed with a template that is no JSON'] },
    { case: 'nothing', text: '', says: ['one differs : is deployed with a template that is no JSON'] },
  ])('names $case', ({ text, says }) => {
    expect(told(text)).toEqual(says);
  });

  it('names stacks that are missing and those that nobody knows', () => {
    const text = canonicalTemplate(TEMPLATE);
    expect(deployedDifferences(new Map([['one', text]]), new Map([['two', text]])).map(wordsOf)).toEqual([
      'one missing : is not deployed',
      'two extra : is deployed, and the bundle does not have it',
    ]);
  });
});
