import { readTrail, signEvidence } from './evidence-pipeline-policy';
import { allow, arnIn, keyFor, type PipelineOf, type PipelineStatement, readSecret } from './pipeline-statement';

/**
 * What a pipeline does in a stage, each under a role of its own. `plan` reads, for a pull request that nobody has agreed to yet;
 * `approvals` signs for reviews; `go-live` deploys launches and switches them on; `evidence` signs bundles; `anchor` reads the
 * audit trail.
 */
export const PIPELINE_DUTIES = ['plan', 'approvals', 'go-live', 'evidence', 'anchor'] as const;
export type PipelineDuty = (typeof PIPELINE_DUTIES)[number];

/** Name of a duty's role, and of its policy. */
export const pipelineRoleName = ({ prefix, stage }: Pick<PipelineOf, 'prefix' | 'stage'>, duty: PipelineDuty): string =>
  `${prefix}-${stage}-pipeline-${duty}`;

/** The environment of the forge in which a duty is done; who may use it, and from which branch, is set there. */
export const pipelineEnvironment = (stage: string, duty: PipelineDuty): string =>
  duty === 'go-live' ? stage : `${stage}-${duty}`;

/** The secret with the key that signs for reviews; IT puts it there. */
export const workflowKeySecret = ({ prefix, stage }: Pick<PipelineOf, 'prefix' | 'stage'>): string =>
  `${prefix}/${stage}/approvals/workflow-key`;

const ISSUER = 'token.actions.githubusercontent.com';

/** Who may take on a duty: jobs of one repository in the one environment, by a token of minutes; there is no key to steal. */
export const pipelineTrust = ({ stage, settings }: PipelineOf, duty: PipelineDuty, repository: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Jobs',
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${settings.account}:oidc-provider/${ISSUER}` },
      Action: ['sts:AssumeRoleWithWebIdentity'],
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: 'sts.amazonaws.com',
          [`${ISSUER}:sub`]: `repo:${repository}:environment:${pipelineEnvironment(stage, duty)}`,
        },
      },
    },
  ],
});

/** What a duty may do: everything that its commands ask of AWS, and nothing else. */
export const pipelinePolicy = (
  of: PipelineOf,
  duty: PipelineDuty,
): { readonly Version: string; readonly Statement: readonly PipelineStatement[] } => ({
  Version: '2012-10-17',
  Statement: STATEMENTS[duty](of),
});

const STATEMENTS: Readonly<Record<PipelineDuty, (of: PipelineOf) => readonly PipelineStatement[]>> = {
  plan: (of) => [...readStage(of), ...calls(of, ['rehearse-launch'])],
  approvals: (of) => [...readStage(of), readSecret(of, 'WorkflowKey', workflowKeySecret(of))],
  'go-live': (of) => [...readStage(of), ...calls(of, ['rehearse-launch', 'send-test']), ...makeLive(of)],
  evidence: signEvidence,
  anchor: readTrail,
};

/** Launches' rows and definitions; the switch that stops all launches, vendors and their keys lie under other ones. */
const LAUNCH_KEYS = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['LAUNCHES', 'LAUNCH#*'] } };

/** What runs in the stage, of which a plan is a change. */
const readStage = (of: PipelineOf): readonly PipelineStatement[] => {
  const { prefix, stage, settings } = of;
  const arn = arnIn(settings);
  const path = `parameter/${prefix}/${stage}`;
  return [
    allow('Foundation', ['ssm:GetParameter'], [arn('ssm', `${path}/foundation/*`)]),
    allow(
      'Definitions',
      ['ssm:GetParametersByPath'],
      [arn('ssm', `${path}/launches`), arn('ssm', `${path}/launches/*`)],
    ),
    allow('Launches', ['dynamodb:GetItem', 'dynamodb:Query'], [controlTable(of)], LAUNCH_KEYS),
    allow('ControlKey', ['kms:Decrypt', 'kms:DescribeKey'], [arn('kms', 'key/*')], keyFor(of, 'control', 'dynamodb')),
  ];
};

const controlTable = ({ prefix, stage, settings }: PipelineOf): string =>
  arnIn(settings)('dynamodb', `table/${prefix}-${stage}-control`);

/** Functions that rehearse a launch and that probe it, and the launch's own stack. */
const calls = ({ prefix, stage, settings }: PipelineOf, functions: readonly string[]): readonly PipelineStatement[] => {
  const arn = arnIn(settings);
  return [
    allow(
      'Functions',
      ['lambda:InvokeFunction'],
      functions.map((name) => arn('lambda', `function:${prefix}-${stage}-${name}:live`)),
    ),
    allow('Stacks', ['cloudformation:GetTemplate'], [arn('cloudformation', `stack/${prefix}-${stage}-launch-*/*`)]),
  ];
};

/** The CDK CLI deploys as the launches' own bootstrap, which can make launches only; then the rows are written. */
const makeLive = (of: PipelineOf): readonly PipelineStatement[] => {
  const { account, region, launchQualifier } = of.settings;
  const bootstrapped = (role: string): string =>
    `arn:aws:iam::${account}:role/cdk-${launchQualifier}-${role}-role-${account}-${region}`;
  return [
    allow('Deploy', ['sts:AssumeRole'], [bootstrapped('deploy'), bootstrapped('file-publishing')]),
    allow('Switch', ['dynamodb:PutItem', 'dynamodb:UpdateItem'], [controlTable(of)], LAUNCH_KEYS),
    allow(
      'ControlKeyWrites',
      ['kms:Encrypt', 'kms:GenerateDataKey'],
      [arnIn(of.settings)('kms', 'key/*')],
      keyFor(of, 'control', 'dynamodb'),
    ),
  ];
};
