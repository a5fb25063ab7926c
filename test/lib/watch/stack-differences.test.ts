import { stackDifferences } from '../../../lib/watch/stack-differences';

const rule = {
  Type: 'AWS::Events::Rule',
  Properties: { Name: 'coats', EventPattern: { source: ['tandem.resolved'] } },
};
const hash = { Type: 'AWS::SSM::Parameter', Properties: { Value: 'h' } };

describe('two templates', () => {
  it('are the same in whatever order their keys stand, whoever made them', () => {
    const { Properties, Type } = rule;
    const other = { Properties: { EventPattern: Properties.EventPattern, Name: Properties.Name }, Type };
    expect(
      stackDifferences(
        {
          Resources: {
            Rule: { ...rule, Metadata: { 'aws:cdk:path': 'a' } },
            CDKMetadata: { Type: 'AWS::CDK::Metadata' },
          },
        },
        { Resources: { Rule: other }, Description: 'another' },
      ),
    ).toEqual([]);
  });

  it('differ in resources that are missing, foreign or otherwise', () => {
    const disabled = { ...rule, Properties: { ...rule.Properties, State: 'DISABLED' } };
    expect(
      stackDifferences({ Resources: { Rule: disabled, Backdoor: hash } }, { Resources: { Rule: rule, Hash: hash } }),
    ).toEqual(['Backdoor is not of ours', 'Hash is missing', 'Rule is another one']);
  });
});
