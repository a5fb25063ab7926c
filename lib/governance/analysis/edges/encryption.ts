import type { Need, ServiceEdge } from '../edge-kinds';
import { keyOf, keyReferenceOf } from '../encryption';
import type { Model, ModelResource } from '../model';
import { policiesOf } from '../policies';
import { keyNeeds, serviceCaller } from '../service-calls';
import { asMap, asText, asTexts } from '../template';

const EVENTS = 'events.amazonaws.com';
const BUS_USES = ['DescribeKey', 'GenerateDataKey', 'Decrypt'];

/** Edges from an encrypted resource to its key, where AWS uses the key in its own name or through whoever deploys. */
export const encryptionEdges = (model: Model): readonly ServiceEdge[] => [
  ...encrypted(model, ['AWS::Events::EventBus'], 'bus -> key', (bus) =>
    keyNeeds(model, bus, serviceCaller(EVENTS, bus), BUS_USES).map(withoutContextForDescribe),
  ),
  ...encrypted(model, ['AWS::Events::Archive'], 'archive -> key', (archive) => archiveNeeds(model, archive)),
  ...encrypted(model, ['AWS::Logs::LogGroup'], 'log group -> key', (group) =>
    keyNeeds(model, group, serviceCaller(`logs.${group.region}.amazonaws.com`, group), LOG_USES),
  ),
  ...encrypted(model, ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], 'table -> key'),
  ...encrypted(model, ['AWS::SecretsManager::Secret'], 'secret -> key'),
  ...model.ofType('AWS::Events::Archive').map((archive) => archiveEdge(model, archive)),
];

const LOG_USES = [
  'Encrypt',
  'Decrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'DescribeKey',
];

/** KMS carries no encryption context on DescribeKey. */
const withoutContextForDescribe = (need: Need): Need =>
  need.action === 'kms:DescribeKey'
    ? {
        ...need,
        context: Object.fromEntries(Object.entries(need.context).filter(([key]) => !key.startsWith('kms:Enc'))),
      }
    : need;

/** AWS documents the bus as encryption context for archives, and no source ARN or account: a policy must not ask for one. */
const archiveNeeds = (model: Model, archive: ModelResource): readonly Need[] => {
  const bus = asText(archive.props.SourceArn) ?? '';
  const by = { ...serviceCaller(EVENTS, archive), context: {} };
  return keyNeeds(model, archive, by, [...BUS_USES, 'ReEncryptFrom', 'ReEncryptTo']).map((need) => ({
    ...need,
    context: need.action === 'kms:DescribeKey' ? {} : { 'kms:EncryptionContext:aws:events:event-bus:arn': bus },
  }));
};

const encrypted = (
  model: Model,
  types: readonly string[],
  kind: string,
  needsOf: (resource: ModelResource) => readonly Need[] = () => [],
): readonly ServiceEdge[] =>
  model.ofType(...types).flatMap((from): readonly ServiceEdge[] => {
    const reference = keyReferenceOf(from);
    if (reference === undefined) return [];
    const to = keyOf(model, from);
    if (to === undefined) return [{ kind, from, target: reference, needs: [], faults: [] }];
    return [{ kind, from, to, target: to.arn, needs: needsOf(from), faults: [...keyFaults(model, to)] }];
  });

/** The deploying role makes grants, and roles use identity policies: both need the key to trust its account. */
const keyFaults = (model: Model, key: ModelResource): readonly string[] => {
  const trusts = policiesOf(model)
    .ofResource(key.arn)
    .some(
      ({ effect, actions, principals }) =>
        effect === 'Allow' &&
        (actions ?? []).includes('kms:*') &&
        (principals?.aws ?? []).some((one) => one === `arn:aws:iam::${key.account}:root` || one === key.account),
    );
  return [
    ...(trusts
      ? []
      : [`key policy of ${key.where} does not let its own account (kms:* for arn:aws:iam::${key.account}:root)`]),
    ...(key.props.EnableKeyRotation === true || asText(key.props.KeySpec)?.startsWith('HMAC')
      ? []
      : ['the key does not rotate']),
  ];
};

/** An archive must belong to a bus of the templates, and end. */
const archiveEdge = (model: Model, archive: ModelResource): ServiceEdge => {
  const arn = asText(archive.props.SourceArn) ?? '';
  const to = model.find(arn, 'AWS::Events::EventBus');
  const days = Number(archive.props.RetentionDays ?? 0);
  const busKey = to === undefined ? undefined : keyReferenceOf(to);
  return {
    kind: 'bus -> archive',
    from: archive,
    ...(to === undefined ? {} : { to }),
    target: arn,
    needs: [],
    faults: [
      ...(days > 0 && days <= 90
        ? []
        : [`it keeps events ${days === 0 ? 'for ever' : `${days} days`}; 90 days is the longest`]),
      ...(busKey !== undefined && keyReferenceOf(archive) === undefined
        ? ['the bus is encrypted with a key of ours, the archive is not']
        : []),
      ...(asTexts(Object.keys(asMap(archive.props.EventPattern))).length > 0
        ? []
        : ['it has no pattern: it would keep every hop of every event']),
    ],
  };
};
