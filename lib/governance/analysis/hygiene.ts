import { LAUNCH_TYPES } from '../launch-types';
import { LOGGABLE, TELLTALE } from '../telltale';
import type { Model, ModelResource } from './model';
import { buildModel } from './model';
import { policiesOf } from './policies';
import type { Raw, Resolved, StackTemplate, TemplateProblem } from './template';
import { asList, asMap, asText, asTexts } from './template';

export interface HygieneScope {
  /** Whether the stage keeps its data: `protect` in platform.yaml. */
  readonly protect: boolean;
  /** Whether a stack is a launch's. */
  readonly isLaunch: (stack: string) => boolean;
  /** Whether a page exists, by its path from the project's root. */
  readonly pageExists: (path: string) => boolean;
}

/** What the project promises of its templates beside rights and sizes. */
export const hygieneProblems = (stacks: readonly StackTemplate[], scope: HygieneScope): readonly TemplateProblem[] => {
  const model = buildModel(stacks);
  return [
    ...stacks.flatMap(({ stack, template }) => crossReferences(stack, template as Raw)),
    ...model.resources.filter(({ stack }) => scope.isLaunch(stack)).flatMap(launchType),
    ...(scope.protect
      ? [
          ...stacks.filter(({ stack }) => !scope.isLaunch(stack)).flatMap(unprotectedStack),
          ...model.resources.flatMap(unprotected),
        ]
      : []),
    ...model.ofType('AWS::CloudWatch::Alarm').flatMap((alarm) => alarmFaults(alarm, scope)),
    ...queueFaults(model),
    ...model.ofType('AWS::Lambda::Function').flatMap(environmentFaults),
    ...model.ofType('AWS::ApiGatewayV2::Stage').flatMap(accessLogFaults),
    ...model.ofType('AWS::WAFv2::LoggingConfiguration').flatMap(webAclLogFaults),
    ...model.ofType('AWS::Logs::Delivery').flatMap(deliveryFaults),
  ];
};

const FORBIDDEN = ['Fn::ImportValue', 'Fn::GetStackOutput'];

/** Stacks are joined by parameters only, so that each deploys, fails and disappears alone. */
const crossReferences = (where: string, value: Raw): readonly TemplateProblem[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: Raw) => crossReferences(where, item));
  return Object.entries(value as { readonly [key: string]: Raw }).flatMap(([key, item]) => [
    ...(FORBIDDEN.includes(key) || key === 'Export'
      ? [
          {
            code: 'hygiene.crossStack',
            where,
            message: `${key} ties stacks together; pass the value by an SSM parameter.`,
          },
        ]
      : []),
    ...crossReferences(where, item),
  ]);
};

const launchType = ({ type, where }: ModelResource): readonly TemplateProblem[] =>
  LAUNCH_TYPES.includes(type)
    ? []
    : [
        {
          code: 'hygiene.launchType',
          where,
          message: `A launch may not make ${type}; allowed: ${LAUNCH_TYPES.join(', ')}.`,
        },
      ];

/** Types that hold what cannot be made again. */
const STATEFUL: ReadonlySet<string> = new Set([
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::Logs::LogGroup',
  'AWS::Events::Archive',
  'AWS::Cognito::UserPool',
  'AWS::S3::Bucket',
]);

const unprotectedStack = ({ stack, terminationProtection }: StackTemplate): readonly TemplateProblem[] =>
  terminationProtection
    ? []
    : [{ code: 'hygiene.unprotected', where: stack, message: 'The stack has no termination protection.' }];

const unprotected = ({ type, where, raw, props }: ModelResource): readonly TemplateProblem[] => {
  if (!STATEFUL.has(type)) return [];
  const lost = (['DeletionPolicy', 'UpdateReplacePolicy'] as const).filter(
    (policy) => !/^Retain/.test(raw[policy] ?? ''),
  );
  const open =
    (/^AWS::DynamoDB::/.test(type) && !deletionProtected(props)) ||
    (type === 'AWS::Cognito::UserPool' && props.DeletionProtection !== 'ACTIVE');
  return [
    ...lost.map((policy) => ({ code: 'hygiene.unprotected', where, message: `${type} has no ${policy}: Retain.` })),
    ...(open ? [{ code: 'hygiene.unprotected', where, message: `${type} is not protected against deletion.` }] : []),
  ];
};

const deletionProtected = (props: ModelResource['props']): boolean =>
  props.DeletionProtectionEnabled === true ||
  (asList(props.Replicas).length > 0 &&
    asList(props.Replicas).every((replica) => asMap(replica).DeletionProtectionEnabled === true));

const alarmFaults = ({ props, where }: ModelResource, { pageExists }: HygieneScope): readonly TemplateProblem[] => {
  const page = /docs\/runbooks\/[a-z0-9-]+\.md/.exec(asText(props.AlarmDescription) ?? '')?.[0];
  return [
    ...(asTexts(props.AlarmActions).length > 0 && props.ActionsEnabled !== false
      ? []
      : [{ code: 'hygiene.alarm', where, message: 'The alarm tells nobody: it has no AlarmActions.' }]),
    ...(page === undefined
      ? [{ code: 'hygiene.runbook', where, message: 'AlarmDescription names no page under docs/runbooks/.' }]
      : pageExists(page)
        ? []
        : [{ code: 'hygiene.runbook', where, message: `${page} does not exist.` }]),
  ];
};

const queueFaults = (model: Model): readonly TemplateProblem[] => {
  const policies = policiesOf(model);
  const queues = model.ofType('AWS::SQS::Queue');
  const deadLetters = new Set(queues.flatMap(({ props }) => asTexts(asMap(props.RedrivePolicy).deadLetterTargetArn)));
  return queues.flatMap(({ arn, where, props }) => {
    const tlsOnly = policies
      .ofResource(arn)
      .some(
        ({ effect, principals, conditions, actions }) =>
          effect === 'Deny' &&
          principals?.any === true &&
          (actions ?? []).includes('sqs:*') &&
          conditions.Bool?.['aws:SecureTransport']?.includes('false') === true,
      );
    return [
      ...(props.RedrivePolicy !== undefined || deadLetters.has(arn)
        ? []
        : [{ code: 'hygiene.deadLetter', where, message: 'The queue has no dead letter queue.' }]),
      ...(tlsOnly ? [] : [{ code: 'hygiene.tls', where, message: 'The queue does not deny sqs:* without TLS.' }]),
      ...(props.KmsMasterKeyId === undefined
        ? [{ code: 'hygiene.key', where, message: 'The queue has no key of ours.' }]
        : []),
    ];
  });
};

const environmentFaults = ({ props, where }: ModelResource): readonly TemplateProblem[] =>
  Object.entries(asMap(asMap(props.Environment).Variables)).flatMap(([name, value]) =>
    TELLTALE.filter(([, pattern]) => pattern.test(String(value))).map(([what]) => ({
      code: 'hygiene.personalData',
      where,
      message: `Environment variable ${name} holds ${what}.`,
    })),
  );

const accessLogFaults = ({ props, where }: ModelResource): readonly TemplateProblem[] => {
  const settings = asMap(props.AccessLogSettings);
  const format = formatText(settings.Format);
  if (settings.DestinationArn === undefined)
    return [{ code: 'hygiene.accessLog', where, message: 'The API keeps no access log.' }];
  return [...format.matchAll(/\$context\.[A-Za-z0-9_.]+/g)]
    .map(([variable]) => variable)
    .filter((variable) => !LOGGABLE.test(variable))
    .map((variable) => ({
      code: 'hygiene.personalData',
      where,
      message: `The access log writes ${variable}, which can tell a person.`,
    }));
};

const formatText = (format: Resolved | undefined): string =>
  typeof format === 'string' ? format : JSON.stringify(format ?? '');

/** Parts of a request that can hold tokens or tell a person. The caller's address cannot be redacted; an ADR speaks of that. */
const REDACTED = ['UriPath', 'QueryString', 'SingleHeader authorization', 'SingleHeader cookie'];

const webAclLogFaults = ({ props, where }: ModelResource): readonly TemplateProblem[] => {
  const redacted = asList(props.RedactedFields).map((field) => {
    const header = asText(asMap(asMap(field).SingleHeader).Name);
    return header === undefined ? Object.keys(asMap(field)).join() : `SingleHeader ${header.toLowerCase()}`;
  });
  return REDACTED.filter((part) => !redacted.includes(part)).map((part) => ({
    code: 'hygiene.personalData',
    where,
    message: `The web ACL's log writes ${part}: add it to RedactedFields.`,
  }));
};

/** Fields of a CloudFront log that say nothing about who asked. */
const DELIVERABLE =
  /^(date|time|timestamp(\(ms\))?|DistributionId|x-edge-(location|result-type|response-result-type|detailed-result-type|request-id)|cs-method|cs-protocol(-version)?|cs-bytes|sc-(status|bytes|content-len|content-type|range-start|range-end)|time-(taken|to-first-byte)|ssl-(protocol|cipher)|x-host-header)$/;

const deliveryFaults = ({ props, where }: ModelResource): readonly TemplateProblem[] => {
  const fields = asTexts(props.RecordFields);
  const said = fields
    .filter((field) => !DELIVERABLE.test(field))
    .map((field) => `The log writes ${field}, which can tell a person.`);
  const all =
    fields.length === 0 ? ["The log writes every field, the caller's address among them: list RecordFields."] : [];
  return [...said, ...all].map((message) => ({ code: 'hygiene.personalData', where, message }));
};
