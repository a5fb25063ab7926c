import { resourceName, type StageContext } from '../../../blocks/stage-context';
import { isCloudFormation } from '../changes/principals';
import { type CloudTrailEvent, parameterOf } from '../cloud-trail';
import { BY_HAND, type PrincipalKind } from './principal';

/** Ways past the pipeline and the functions, in words. */
export const EMERGENCIES = {
  'root-used': 'the account’s owner did something',
  'user-used': 'a user of IAM, with a password or keys that do not end, changed something or signed in',
  'login-without-mfa': 'somebody signed in with a password alone',
  'changed-by-hand':
    'somebody changed something under a role that is none of the platform, its pipeline or its bootstrap',
  'guard-changed': 'a policy of a key or bucket, or the recording itself, was changed other than by CloudFormation',
  'data-by-hand': 'somebody read or wrote items of customers’ tables past the functions',
  'secret-read': 'somebody read a secret of the stage',
  'paused-all': 'somebody stopped everything',
} as const;
export type Emergency = keyof typeof EMERGENCIES;

const GUARDS: Readonly<Record<string, ReadonlySet<string>>> = {
  'kms.amazonaws.com': new Set(['PutKeyPolicy', 'DisableKey', 'DisableKeyRotation', 'ScheduleKeyDeletion']),
  's3.amazonaws.com': new Set([
    'PutBucketPolicy',
    'DeleteBucketPolicy',
    'PutBucketVersioning',
    'PutBucketLifecycle',
    'PutBucketObjectLockConfiguration',
    'PutBucketPublicAccessBlock',
    'DeleteBucketPublicAccessBlock',
  ]),
  'cloudtrail.amazonaws.com': new Set(['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors']),
};

/** Items are the business of functions and of the command line, which the audit trail tells of; so are invocations. */
const ITEMS =
  /^(?:Batch)?(?:Get|Put|Update|Delete|Write)Item$|^Query$|^Scan$|^Transact(?:Get|Write)Items$|^(?:Batch)?Execute(?:Statement|Transaction)$|^ExportTableToPointInTime$/;

const CUSTOMER_TABLES = ['profiles', 'vault', 'engagement'];

/** What of a call was a way past the pipeline and the functions; empty for all that goes its ordinary way. */
export const emergenciesOf = (
  event: CloudTrailEvent,
  kind: PrincipalKind,
  stage: StageContext,
): readonly Emergency[] => {
  if (kind === 'service') return [];
  const { eventSource, eventName } = event;
  const byHand = BY_HAND.has(kind);
  const guard = GUARDS[eventSource]?.has(eventName) === true && !isCloudFormation(event);
  const isItem = eventSource === 'dynamodb.amazonaws.com' && ITEMS.test(eventName);
  const isInvocation = eventSource === 'lambda.amazonaws.com' && eventName === 'Invoke';
  const isOrdinary = isItem || isInvocation || event.readOnly === true || eventName === 'ConsoleLogin';
  const isSecret = eventSource === 'secretsmanager.amazonaws.com' && eventName === 'GetSecretValue';
  const found: readonly (readonly [Emergency, boolean])[] = [
    ['root-used', kind === 'root'],
    ['user-used', kind === 'user' && (event.readOnly !== true || eventName === 'ConsoleLogin')],
    ['login-without-mfa', (kind === 'root' || kind === 'user') && isLoginWithoutMfa(event)],
    ['guard-changed', guard],
    ['changed-by-hand', (kind === 'session' || kind === 'other') && !isOrdinary && !guard],
    ['data-by-hand', byHand && isItem && isOfCustomers(event, stage)],
    [
      'secret-read',
      byHand && isSecret && parameterOf(event, 'secretId')?.includes(`${stage.prefix}/${stage.name}/`) === true,
    ],
  ];
  return found.flatMap(([emergency, is]) => (is ? [emergency] : []));
};

/** Of others than users, their identity provider knows how they signed in. */
const isLoginWithoutMfa = ({ eventName, responseElements, additionalEventData }: CloudTrailEvent): boolean =>
  eventName === 'ConsoleLogin' &&
  responseElements?.ConsoleLogin === 'Success' &&
  additionalEventData?.MFAUsed !== 'Yes';

/** Where CloudTrail does not tell the table, as of some statements, it counts. */
const isOfCustomers = (event: CloudTrailEvent, stage: StageContext): boolean => {
  const named = [
    parameterOf(event, 'tableName') ?? parameterOf(event, 'tableArn'),
    ...(event.resources ?? []).map(({ ARN }) => ARN),
  ].flatMap((name) => (name === undefined ? [] : [name.replace(/^arn:.*:table\//, '').replace(/\/.*$/, '')]));
  const isTheirs = (name: string): boolean => CUSTOMER_TABLES.some((table) => name === resourceName(stage, table));
  return named.length === 0 || named.some(isTheirs);
};
