import { z } from 'zod';
import { canonicalJson } from '../../governance/register/canonical-json';

const parameters = z.record(z.string(), z.unknown()).nullish();

const identitySchema = z.object({
  type: z.string().optional(),
  arn: z.string().optional(),
  userName: z.string().optional(),
  /** By which a session is known to whoever took it on. */
  accessKeyId: z.string().optional(),
  /** Service that called in somebody's name, such as `cloudformation.amazonaws.com`. */
  invokedBy: z.string().optional(),
  sessionContext: z
    .object({
      /** The role behind a session. */
      sessionIssuer: z.object({ arn: z.string().optional(), userName: z.string().optional() }).optional(),
      attributes: z.object({ mfaAuthenticated: z.string().optional() }).optional(),
    })
    .optional(),
});

/** What Tandem reads of an event of CloudTrail; addresses and agents of callers stay behind. */
export const cloudTrailEventSchema = z.object({
  eventID: z.string().min(1),
  /** ISO 8601, to the second. */
  eventTime: z.iso.datetime(),
  eventSource: z.string(),
  eventName: z.string(),
  awsRegion: z.string(),
  recipientAccountId: z.string().optional(),
  readOnly: z.boolean().optional(),
  errorCode: z.string().optional(),
  /** Under which the service answered: that of a function's invocation is the request id of its log. */
  requestID: z.string().optional(),
  userIdentity: identitySchema.default({}),
  requestParameters: parameters,
  responseElements: parameters,
  additionalEventData: parameters,
  /** What data was of, such as a table. */
  resources: z.array(z.object({ ARN: z.string().optional() })).nullish(),
});
export type CloudTrailEvent = z.infer<typeof cloudTrailEventSchema>;

/** Events by time, each once: CloudTrail delivers some twice, and in no order. */
export const inOrder = (events: readonly CloudTrailEvent[]): readonly CloudTrailEvent[] => {
  const byId = new Map<string, { readonly event: CloudTrailEvent; readonly text: string }>();
  for (const event of events) {
    const text = canonicalJson(event);
    const known = byId.get(event.eventID);
    if (known === undefined || text < known.text) byId.set(event.eventID, { event, text });
  }
  return [...byId.values()]
    .map(({ event }) => event)
    .sort((a, b) => compare(a.eventTime, b.eventTime) || compare(a.eventID, b.eventID));
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Who did it, as CloudTrail names them: the session's ARN, else a service or a kind of principal. */
export const actorOf = ({ userIdentity: { arn, invokedBy, userName, type } }: CloudTrailEvent): string =>
  arn ?? invokedBy ?? userName ?? type ?? 'unknown';

/** The role behind a session, by name; undefined where it is none. */
export const roleOf = ({ userIdentity }: CloudTrailEvent): string | undefined =>
  userIdentity.sessionContext?.sessionIssuer?.userName;

/** Text of a parameter of the request; undefined where it has none. */
export const parameterOf = ({ requestParameters }: CloudTrailEvent, name: string): string | undefined => {
  const value = requestParameters?.[name];
  return typeof value === 'string' ? value : undefined;
};

/** Services whose events CloudTrail writes down in one region, wherever they concern. */
const GLOBAL_REGION = 'us-east-1';
const GLOBAL = new Set(['iam.amazonaws.com', 'cloudfront.amazonaws.com', 'sts.amazonaws.com']);

/** Whether an event concerns the region of a stage, or what has no region. */
export const inRegion = (
  { stage }: { readonly stage: { readonly settings: { readonly region: string } } },
  { awsRegion, eventSource }: CloudTrailEvent,
): boolean => awsRegion === stage.settings.region || (awsRegion === GLOBAL_REGION && GLOBAL.has(eventSource));
