import { launchDeployLimits, STACK_CHANGES } from '../../../lib/cli/launch-deploy-limits';
import {
  PIPELINE_DUTIES,
  type PipelineDuty,
  pipelinePolicy,
  pipelineTrust,
} from '../../../lib/cli/launch-pipeline-policy';
import { buildModel } from '../../../lib/governance/analysis/model';
import { asText } from '../../../lib/governance/analysis/template';
import { type Asked, grantsOf, isGranted } from '../../support/templates/granted';
import { stageNames, synthesiseStage } from '../../support/templates/synthesise';

const TABLE = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem', 'PartiQLSelect'];
/** A partition of every kind that the control table has, or might. */
const PARTITIONS = [
  'LAUNCHES',
  'LAUNCH#coats',
  'GLOBAL',
  'VENDOR#mailhub',
  'CIRCUIT#mailhub',
  'CLOCK',
  'RATE#mailhub',
  'TRAIL',
];
const KEY = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'CreateGrant', 'ScheduleKeyDeletion'];
/** What might be asked of whatever the templates hold. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::Function': ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode', 'lambda:GetFunction'],
  'AWS::SQS::Queue': ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:PurgeQueue'],
  'AWS::Events::EventBus': ['events:PutEvents'],
  'AWS::Events::Rule': ['events:DisableRule', 'events:PutTargets'],
  'AWS::SSM::Parameter': ['ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:PutParameter'],
  'AWS::SecretsManager::Secret': ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
  'AWS::IAM::Role': ['sts:AssumeRole', 'iam:PassRole', 'iam:PutRolePolicy'],
};
/** What might be asked of a bucket and of an object in it. */
const BUCKET = ['ListBucket', 'ListBucketVersions', 'PutBucketPolicy', 'PutLifecycleConfiguration', 'DeleteBucket'];
const OBJECT = ['GetObject', 'GetObjectVersion', 'PutObject', 'PutObjectRetention', 'DeleteObjectVersion'];

describe.each(stageNames())("the pipeline's roles in stage %s", (name) => {
  const { workspace, settings, stacks } = synthesiseStage(name);
  const model = buildModel(stacks);
  const { account, region, qualifier, launchQualifier } = settings;
  const start = `${workspace.platform.prefix}-${name}`;
  const of = { prefix: workspace.platform.prefix, stage: name, settings };
  const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
  const role = (id: string): string => `arn:aws:iam::${account}:role/cdk-${id}-role-${account}-${region}`;
  const via = (service: string) => ({ 'kms:ViaService': `${service}.${region}.amazonaws.com` });

  const tables = model.ofType('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table').flatMap(({ name: table }) =>
    TABLE.flatMap((action) =>
      PARTITIONS.map((partition) => ({
        action: `dynamodb:${action}`,
        resource: arn('dynamodb', `table/${table}`),
        context: { 'dynamodb:LeadingKeys': [partition] },
        detail: partition,
      })),
    ),
  );
  const keys = model.ofType('AWS::KMS::Alias').flatMap(({ props }) => {
    const alias = asText(props.AliasName) ?? '';
    return KEY.flatMap((action) =>
      ['dynamodb', 's3', undefined].map((service) => ({
        action: `kms:${action}`,
        resource: arn('kms', 'key/any'),
        context: { 'kms:ResourceAliases': [alias], ...(service && via(service)) },
        detail: service === undefined ? alias : `${alias} by ${service}`,
      })),
    );
  });
  const buckets = model
    .ofType('AWS::S3::Bucket')
    .flatMap(({ arn: bucket }) => [
      ...BUCKET.map((action) => ({ action: `s3:${action}`, resource: bucket })),
      ...['records/1.jsonl', 'other/1.jsonl'].flatMap((key) =>
        OBJECT.map((action) => ({ action: `s3:${action}`, resource: `${bucket}/${key}` })),
      ),
    ]);
  const others = model.resources.flatMap(({ type, arn: resource }) =>
    (CALLS[type] ?? []).flatMap((action) => {
      const aliased = action === 'lambda:InvokeFunction' ? [`${resource}:live`, resource] : [resource];
      return aliased.map((one) => ({ action, resource: one }));
    }),
  );
  const stackActions = [...STACK_CHANGES, 'cloudformation:GetTemplate', 'cloudformation:DescribeStacks'];
  const stacksAsked = ['foundation', 'launch-coats', 'toolkit', 'toolkit-launches'].flatMap((stack) =>
    stackActions.map((action) => ({ action, resource: arn('cloudformation', `stack/${start}-${stack}/1`) })),
  );
  const bootstrapped = [qualifier, launchQualifier].flatMap((one) =>
    ['deploy', 'file-publishing', 'image-publishing', 'lookup', 'cfn-exec'].flatMap((part) =>
      ['sts:AssumeRole', 'iam:PassRole'].map((action) => ({ action, resource: role(`${one}-${part}`) })),
    ),
  );
  const outside = [
    arn('secretsmanager', `secret:${of.prefix}/${name}/approvals/workflow-key-AbCdEf`),
    arn('secretsmanager', `secret:${of.prefix}/${name}/evidence/signing-key-AbCdEf`),
    arn('secretsmanager', `secret:${of.prefix}/${name}/vault-key-AbCdEf`),
  ].map((resource) => ({ action: 'secretsmanager:GetSecretValue', resource }));
  const asked: readonly Asked[] = [
    ...[...tables, ...keys, ...buckets, ...others],
    ...[...stacksAsked, ...bootstrapped, ...outside],
  ];

  const foundation = model
    .ofType('AWS::SSM::Parameter')
    .map(({ name: parameter }) => parameter)
    .filter((parameter) => parameter.startsWith(`/${of.prefix}/${name}/foundation/`));
  const launches = model
    .ofType('AWS::SSM::Parameter')
    .map(({ name: parameter }) => parameter)
    .filter((parameter) => parameter.startsWith(`/${of.prefix}/${name}/launches/`));
  const rows = (...actions: string[]) =>
    actions.flatMap((action) =>
      ['LAUNCHES', 'LAUNCH#coats'].map((key) => `dynamodb:${action} table/${start}-control ${key}`),
    );
  const key = (...actions: string[]) =>
    actions.map((action) => `kms:${action} key/any alias/${start}-control by dynamodb`);
  const reads = [
    ...foundation.map((parameter) => `ssm:GetParameter parameter${parameter}`),
    ...launches.map((parameter) => `ssm:GetParametersByPath parameter${parameter}`),
    ...rows('GetItem', 'Query'),
    ...key('Decrypt', 'DescribeKey'),
  ];
  const rehearses = [
    `lambda:InvokeFunction function:${start}-rehearse-launch:live`,
    `cloudformation:GetTemplate stack/${start}-launch-coats/1`,
  ];
  const trail = `${start}-trail-${account}-${region}`;
  const expected: Readonly<Record<PipelineDuty, readonly string[]>> = {
    plan: [...reads, ...rehearses],
    approvals: [...reads, `secretsmanager:GetSecretValue secret:${of.prefix}/${name}/approvals/workflow-key-AbCdEf`],
    'go-live': [
      ...reads,
      ...rehearses,
      `lambda:InvokeFunction function:${start}-send-test:live`,
      ...rows('PutItem', 'UpdateItem'),
      ...key('Encrypt', 'GenerateDataKey'),
      ...['deploy', 'file-publishing'].map(
        (part) => `sts:AssumeRole ${role(`${launchQualifier}-${part}`).slice(13 + account.length + 1)}`,
      ),
    ],
    evidence: [`secretsmanager:GetSecretValue secret:${of.prefix}/${name}/evidence/signing-key-AbCdEf`],
    anchor: [
      ...['foundation/control-table', 'trail/bucket'].map(
        (fact) => `ssm:GetParameter parameter/${of.prefix}/${name}/${fact}`,
      ),
      `dynamodb:GetItem table/${start}-control TRAIL`,
      ...key('Decrypt', 'DescribeKey'),
      `s3:ListBucketVersions ${trail}`,
      `s3:GetObjectVersion ${trail}/records/1.jsonl`,
      `kms:Decrypt key/any alias/${start}-trail by s3`,
    ],
  };

  it.each(PIPELINE_DUTIES)('may do for %s what its commands ask for, and nothing else', (duty) => {
    expect(foundation.length).toBeGreaterThan(0);
    expect(launches.length).toBeGreaterThan(0);
    expect(grantsOf(pipelinePolicy(of, duty), asked)).toEqual([...expected[duty]].sort());
  });

  const allow = (Action: string, Resource: string, Condition?: object) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition && { Condition }),
  });
  const leading = (...keysOf: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keysOf } });
  const control = arn('dynamodb', `table/${start}-control`);
  it.each([
    ['all keys of the control table', allow('dynamodb:PutItem', control)],
    ['the switch that stops everything', allow('dynamodb:PutItem', control, leading('GLOBAL'))],
    ['states of vendors', allow('dynamodb:UpdateItem', control, leading('VENDOR#*'))],
    ['removing rows', allow('dynamodb:DeleteItem', control, leading('LAUNCHES'))],
    ['reading another table', allow('dynamodb:Query', arn('dynamodb', `table/${start}-profiles`))],
    ['every function', allow('lambda:InvokeFunction', arn('lambda', `function:${start}-*`))],
    ['any version of a function', allow('lambda:InvokeFunction', arn('lambda', `function:${start}-send-test`))],
    ["the foundation's bootstrap", allow('sts:AssumeRole', role(`${qualifier}-deploy`))],
    ['handing on a role', allow('iam:PassRole', role(`${launchQualifier}-cfn-exec`))],
    ['another secret', allow('secretsmanager:GetSecretValue', arn('secretsmanager', `secret:${of.prefix}/${name}/*`))],
    ['changing definitions itself', allow('ssm:PutParameter', arn('ssm', `parameter/${of.prefix}/${name}/launches/*`))],
    ['changing stacks itself', allow('cloudformation:*', arn('cloudformation', `stack/${start}-launch-*/*`))],
    ['every key', allow('kms:Decrypt', arn('kms', 'key/*'))],
    ['the bus', allow('events:PutEvents', '*')],
    ['what the trail holds', allow('s3:GetObjectVersion', `arn:aws:s3:::${trail}/*`)],
  ])('would be told of a grant too many: %s', (_, grant) => {
    const { Version, Statement } = pipelinePolicy(of, 'go-live');
    const wider = { Version, Statement: [...Statement, grant] };
    expect(grantsOf(wider, asked).length).toBeGreaterThan(expected['go-live'].length);
  });

  it.each(PIPELINE_DUTIES)(
    'is taken on for %s by jobs of one repository in one environment, and by nobody else',
    (duty) => {
      const trust = pipelineTrust(of, duty, 'harvest-lane/tandem');
      const environment = duty === 'go-live' ? name : `${name}-${duty}`;
      const by = (sub: string, aud = 'sts.amazonaws.com'): boolean =>
        isGranted(trust, {
          action: 'sts:AssumeRoleWithWebIdentity',
          resource: 'any',
          context: { 'token.actions.githubusercontent.com:sub': sub, 'token.actions.githubusercontent.com:aud': aud },
        });
      expect(by(`repo:harvest-lane/tandem:environment:${environment}`)).toBe(true);
      expect([
        by('repo:harvest-lane/tandem:environment:other'),
        by('repo:harvest-lane/tandem:ref:refs/heads/main'),
        by('repo:harvest-lane/tandem:pull_request'),
        by(`repo:somebody/tandem:environment:${environment}`),
        by(`repo:harvest-lane/tandem-copy:environment:${environment}`),
        by(`repo:harvest-lane/tandem:environment:${environment}`, 'https://github.com/harvest-lane'),
      ]).toEqual([false, false, false, false, false, false]);
    },
  );

  it('cannot change a stack that is no launch through the role that deploys launches', () => {
    // As the CDK bootstraps it: every stack of the account.
    const bootstrap = allow('cloudformation:*', '*');
    const { Version, Statement } = launchDeployLimits(of);
    const changed = (document: object) =>
      new Set(
        stacksAsked
          .filter(({ action }) => STACK_CHANGES.some((one) => one === action))
          .filter((one) => isGranted(document, one))
          .map(({ resource }) => resource),
      );
    expect(changed({ Version, Statement: [bootstrap] }).size).toBe(4);
    expect([...changed({ Version, Statement: [bootstrap, ...Statement] })]).toEqual([
      arn('cloudformation', `stack/${start}-launch-coats/1`),
    ]);
  });
});
