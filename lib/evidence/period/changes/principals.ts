import type { Person } from '../../../../contracts/person';
import { isLogin } from '../../../approval/signers';
import type { StageContext } from '../../../blocks/stage-context';
import { actorOf, type CloudTrailEvent, roleOf } from '../cloud-trail';

/** More than any way from a person to the role that deploys. */
const MOST_HOPS = 4;

/** Tells who stands behind an event: whoever took on the session that acted, as far back as CloudTrail tells. */
export const originsOf = (events: readonly CloudTrailEvent[]): ((event: CloudTrailEvent) => string) => {
  const assumed = new Map(
    events.flatMap((event) => {
      const key = sessionKey(event);
      return key === undefined ? [] : [[key, event] as const];
    }),
  );
  return (event) => {
    let origin = event;
    for (let hop = 0; hop < MOST_HOPS; hop += 1) {
      const before = assumed.get(origin.userIdentity.accessKeyId ?? '');
      if (before === undefined || before === origin) break;
      origin = before;
    }
    return actorOf(origin);
  };
};

const sessionKey = ({ eventSource, eventName, responseElements }: CloudTrailEvent): string | undefined => {
  if (eventSource !== 'sts.amazonaws.com' || eventName !== 'AssumeRole') return undefined;
  const credentials = responseElements?.credentials as Partial<Record<string, unknown>> | null | undefined;
  return typeof credentials?.accessKeyId === 'string' ? credentials.accessKeyId : undefined;
};

/** Whether CloudFormation did it while it changed a stack; the change of the stack is an event of its own. */
export const isCloudFormation = (event: CloudTrailEvent): boolean =>
  event.userIdentity.invokedBy === 'cloudformation.amazonaws.com' ||
  /^cdk-[a-z0-9]+-cfn-exec-role-/.test(roleOf(event) ?? '');

/** Whether a function of the stage did it; what these may do is in the access matrix. Pipelines' roles are people's hands. */
export const isOwnFunction = (event: CloudTrailEvent, { prefix, name }: StageContext): boolean => {
  const role = roleOf(event) ?? '';
  return role.startsWith(`${prefix}-${name}-`) && !role.startsWith(`${prefix}-${name}-pipeline-`);
};

const FORGE = 'github:';

/**
 * Who of `people` a principal is: by the name of its session or user, which is an address, a login, or their short name. A login of
 * the forge is nothing else, for anybody may have taken there what is somebody's short name here.
 */
export const personOf = (principal: string, people: readonly Person[]): Person | undefined => {
  if (principal.startsWith(FORGE)) return people.find((one) => isLogin(one, principal.slice(FORGE.length)));
  const name = (/[/:]([^/:]+)$/.exec(principal)?.[1] ?? principal).replace(/^aws-cdk-/, '').toLowerCase();
  return people.find(({ person, email, github }) =>
    [person, email, github].some((one) => one !== undefined && one.toLowerCase() === name),
  );
};
