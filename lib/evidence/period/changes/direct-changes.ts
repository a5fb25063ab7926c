import { type CloudTrailEvent, inRegion } from '../cloud-trail';
import type { PeriodInput } from '../input';
import { isCloudFormation, isOwnFunction, originsOf } from './principals';

/** A change of a resource of the stage that went past CloudFormation, or a new value of a secret. */
export interface DirectChange {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly about: string;
  readonly by: string;
  /** `key`: an operator's way of changing a secret's value, which no template has. */
  readonly kind: 'direct' | 'key';
  /** Whether its request has a name of the stage; no template knows the ids that others have. */
  readonly isNamed: boolean;
}

/** Services whose resources a template of Tandem makes; with whether their requests name them, and not by an id alone. */
const SERVICES: Readonly<Record<string, 'named' | 'by-id'>> = {
  'apigateway.amazonaws.com': 'by-id',
  'cloudfront.amazonaws.com': 'by-id',
  'cognito-idp.amazonaws.com': 'by-id',
  'dynamodb.amazonaws.com': 'named',
  'events.amazonaws.com': 'named',
  'iam.amazonaws.com': 'named',
  'kms.amazonaws.com': 'by-id',
  'lambda.amazonaws.com': 'named',
  'logs.amazonaws.com': 'named',
  'monitoring.amazonaws.com': 'named',
  's3.amazonaws.com': 'named',
  'scheduler.amazonaws.com': 'named',
  'secretsmanager.amazonaws.com': 'named',
  'sns.amazonaws.com': 'named',
  'sqs.amazonaws.com': 'named',
  'ssm.amazonaws.com': 'named',
  'wafv2.amazonaws.com': 'by-id',
};

const CHANGES =
  /^(Add|Associate|Attach|Cancel|Change|Create|Delete|Deregister|Detach|Disable|Disassociate|Enable|Import|Modify|Publish|Put|Register|Remove|Replicate|Restore|Schedule|Set|Tag|Untag|Update)[A-Z]/;

/** What runs change all the time: data, and not what holds it. */
const DATA: Readonly<Record<string, RegExp>> = {
  'dynamodb.amazonaws.com': /^(Put|Update|Delete)Item$/,
  'events.amazonaws.com': /^PutEvents$/,
  'kms.amazonaws.com': /^CreateGrant$/,
  'logs.amazonaws.com': /^(CreateLogStream|PutLogEvents)$/,
  'monitoring.amazonaws.com': /^PutMetricData$/,
  's3.amazonaws.com': /^(PutObject|DeleteObjects?|CreateMultipartUpload)$/,
};

const SECRET_VALUES = /^(PutSecretValue|UpdateSecretVersionStage)$/;

/** Every change of the stage's resources that neither CloudFormation nor a function of the stage made. */
export const directChangesOf = (input: PeriodInput): readonly DirectChange[] => {
  const events = input.cloudTrail?.events ?? [];
  const originOf = originsOf(events);
  return events
    .filter((event) => isChange(event) && inRegion(input, event) && !isByTheStage(event, input))
    .flatMap((event) => {
      const resource = resourceOf(event, input);
      if (resource === undefined) return [];
      const isKey = event.eventSource === 'secretsmanager.amazonaws.com' && SECRET_VALUES.test(event.eventName);
      return [
        {
          ...{ id: event.eventID, at: event.eventTime, by: originOf(event), ...resource },
          action: `${event.eventSource.replace('.amazonaws.com', '')}:${event.eventName}`,
          kind: isKey ? 'key' : 'direct',
        } as const,
      ];
    });
};

const isChange = ({ eventSource, eventName, readOnly, errorCode }: CloudTrailEvent): boolean =>
  readOnly !== true &&
  errorCode === undefined &&
  SERVICES[eventSource] !== undefined &&
  CHANGES.test(eventName) &&
  DATA[eventSource]?.test(eventName) !== true;

/** A service that acts for somebody does so because of a call that is an event itself. */
const isByTheStage = (event: CloudTrailEvent, { stage }: PeriodInput): boolean =>
  isCloudFormation(event) ||
  isOwnFunction(event, stage) ||
  event.userIdentity.invokedBy?.endsWith('.amazonaws.com') === true;

/** The first of the stage's names in a request; of services that name nothing, what they were asked for: it may be another's. */
const resourceOf = (
  event: CloudTrailEvent,
  { stage: { prefix, name } }: PeriodInput,
): Pick<DirectChange, 'about' | 'isNamed'> | undefined => {
  const texts = textsIn(event.requestParameters);
  const own = texts.find((text) => text.includes(`${prefix}-${name}-`) || text.includes(`${prefix}/${name}/`));
  if (own !== undefined) return { about: own, isNamed: true };
  if (SERVICES[event.eventSource] === 'named') return undefined;
  return { about: texts[0] ?? 'a resource that the request does not name', isNamed: false };
};

/** Every text of a request, in the order of its keys. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const members: Readonly<Record<string, unknown>> = { ...value };
  return Object.keys(members)
    .sort()
    .flatMap((key) => textsIn(members[key]));
};
