import type { Stage } from '../../contracts/platform';

interface PolicyFor {
  readonly prefix: string;
  readonly stage: string;
  readonly settings: Pick<Stage, 'account' | 'region' | 'launchQualifier'>;
}

/** Name of the managed policy that a stage's launches are deployed with. */
export const launchPolicyName = ({ prefix, stage }: Pick<PolicyFor, 'prefix' | 'stage'>): string =>
  `${prefix}-${stage}-launch-execution`;

/**
 * What CloudFormation may do when it deploys a launch: the launch's four resource types, under its own names, and
 * nothing else. Without it the second bootstrap would deploy as an administrator and the allow-list were a promise.
 */
export const launchExecutionPolicy = ({ prefix, stage, settings }: PolicyFor) => {
  const { account, region, launchQualifier } = settings;
  const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
  const name = `${prefix}-${stage}-launch-*`;
  const scheduler = { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } };
  return {
    Version: '2012-10-17',
    Statement: [
      allow('Rules', RULES, [arn('events', `rule/*/${name}`)]),
      allow('Schedules', SCHEDULES, [arn('scheduler', `schedule/*/${name}`)]),
      {
        ...allow('SchedulerRole', ['iam:PassRole'], [`arn:aws:iam::${account}:role/${prefix}-${stage}-scheduler`]),
        Condition: scheduler,
      },
      allow('Definitions', PARAMETERS, [arn('ssm', `parameter/${prefix}/${stage}/launches/*`)]),
      allow(
        'Foundation',
        ['ssm:GetParameter', 'ssm:GetParameters'],
        [
          arn('ssm', `parameter/${prefix}/${stage}/foundation/*`),
          arn('ssm', `parameter/cdk-bootstrap/${launchQualifier}/version`),
        ],
      ),
      allow('Alarms', ALARMS, [arn('cloudwatch', `alarm:${name}`)]),
    ],
  };
};

const allow = (sid: string, actions: readonly string[], resources: readonly string[]) => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
});

const RULES = [
  'events:PutRule',
  'events:DeleteRule',
  'events:DescribeRule',
  'events:PutTargets',
  'events:RemoveTargets',
  'events:ListTargetsByRule',
  'events:TagResource',
  'events:UntagResource',
  'events:ListTagsForResource',
];
const SCHEDULES = [
  'scheduler:CreateSchedule',
  'scheduler:UpdateSchedule',
  'scheduler:DeleteSchedule',
  'scheduler:GetSchedule',
];
const PARAMETERS = [
  'ssm:PutParameter',
  'ssm:DeleteParameter',
  'ssm:DeleteParameters',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:AddTagsToResource',
  'ssm:RemoveTagsFromResource',
  'ssm:ListTagsForResource',
];
const ALARMS = [
  'cloudwatch:PutMetricAlarm',
  'cloudwatch:DeleteAlarms',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:TagResource',
  'cloudwatch:UntagResource',
  'cloudwatch:ListTagsForResource',
];
