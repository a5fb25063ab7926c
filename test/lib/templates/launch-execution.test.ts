import { launchExecutionPolicy } from '../../../lib/cli/launch-execution-policy';
import { buildModel, type ModelResource } from '../../../lib/governance/analysis/model';
import { matchesAction, matchesWildcard } from '../../../lib/governance/analysis/wildcard';
import { stageNames, synthesiseStage } from '../../support/templates/synthesise';

/** What CloudFormation calls to make, tag and remove one resource of a type; its resource handlers document the permissions. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'AWS::Events::Rule': [
    'events:PutRule',
    'events:PutTargets',
    'events:RemoveTargets',
    'events:DeleteRule',
    'events:TagResource',
  ],
  'AWS::Scheduler::Schedule': [
    'scheduler:CreateSchedule',
    'scheduler:GetSchedule',
    'scheduler:UpdateSchedule',
    'scheduler:DeleteSchedule',
  ],
  'AWS::SSM::Parameter': ['ssm:PutParameter', 'ssm:GetParameters', 'ssm:DeleteParameter', 'ssm:AddTagsToResource'],
  'AWS::CloudWatch::Alarm': ['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms', 'cloudwatch:TagResource'],
};
const READS = /:(Get|List|Describe)/;

describe.each(stageNames())('the role that deploys launches in stage %s', (name) => {
  const { workspace, settings, stacks, launchStacks } = synthesiseStage(name);
  const model = buildModel(stacks);
  const { Statement } = launchExecutionPolicy({ prefix: workspace.platform.prefix, stage: name, settings });
  const allows = (action: string, arn: string): boolean =>
    Statement.some(
      ({ Action, Resource }) =>
        Action.some((one) => matchesAction(one, action)) && Resource.some((one) => matchesWildcard(one, arn)),
    );
  const isOfLaunch = ({ stack }: ModelResource): boolean => launchStacks.includes(stack);

  it('may make, tag and remove everything that launch stacks hold', () => {
    const resources = model.resources.filter(isOfLaunch);
    expect(resources.length).toBeGreaterThan(0);
    const missing = resources.flatMap(({ type, arn }) =>
      (CALLS[type] ?? [`make ${type}`]).filter((action) => !allows(action, arn)).map((action) => `${action} on ${arn}`),
    );
    expect(missing).toEqual([]);
  });

  it('may change nothing that the foundation holds', () => {
    const actions = Statement.flatMap(({ Action }) => Action).filter((action) => !READS.test(action));
    const foundation = model.resources.filter((resource) => !isOfLaunch(resource));
    const open = foundation.flatMap(({ arn }) =>
      actions.filter((action) => allows(action, arn)).map((action) => `${action} on ${arn}`),
    );
    // The one thing it hands on: the role under which schedules send to the blast queue.
    expect(open).toEqual([`iam:PassRole on arn:aws:iam::${settings.account}:role/tandem-${name}-scheduler`]);
  });
});
