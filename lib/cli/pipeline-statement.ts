import type { Stage } from '../../contracts/platform';

export interface PipelineOf {
  readonly prefix: string;
  readonly stage: string;
  readonly settings: Pick<Stage, 'account' | 'region' | 'launchQualifier'>;
}

export interface PipelineStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A statement of a role's policy. */
export const allow = (
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  condition?: NonNullable<PipelineStatement['Condition']>,
): PipelineStatement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
  ...(condition && { Condition: condition }),
});

/** ARNs of a stage's account and region. */
export const arnIn =
  ({ account, region }: PipelineOf['settings']) =>
  (service: string, resource: string): string =>
    `arn:aws:${service}:${region}:${account}:${resource}`;

/** Leave to read one secret; Secrets Manager puts six characters behind its name. */
export const readSecret = ({ settings }: PipelineOf, sid: string, name: string): PipelineStatement =>
  allow(sid, ['secretsmanager:GetSecretValue'], [arnIn(settings)('secretsmanager', `secret:${name}-??????`)]);

/** The key's id is not known before the foundation stands; its alias is, and only one service may use it for us. */
export const keyFor = (
  { prefix, stage, settings }: PipelineOf,
  dataClass: 'control' | 'trail',
  service: 'dynamodb' | 's3',
): NonNullable<PipelineStatement['Condition']> => ({
  StringEquals: { 'kms:ViaService': `${service}.${settings.region}.amazonaws.com` },
  'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [`alias/${prefix}-${stage}-${dataClass}`] },
});
