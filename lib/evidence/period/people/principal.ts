import type { Person } from '../../../../contracts/person';
import { resourceName, type StageContext } from '../../../blocks/stage-context';
import { personOf } from '../changes/principals';
import { type CloudTrailEvent, roleOf } from '../cloud-trail';

/**
 * What stands behind a call. `platform`: a role of the stage's stacks; `pipeline`: one of the three that `init` writes;
 * `bootstrap`: one of the CDK's; `session`: any other role, which people take on; `other`: what fits none of them.
 */
export type PrincipalKind = 'root' | 'user' | 'service' | 'platform' | 'pipeline' | 'bootstrap' | 'session' | 'other';

/** Who called, as CloudTrail knows them. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** Name of the role or user; else the service, or the type of identity. */
  readonly name: string;
  /** Name of the session, without the domain of an address; undefined for what no person is behind. */
  readonly session: string | undefined;
  /** Short name of who answers for it, by platform/teams.yaml. */
  readonly person: string | undefined;
}

/** Kinds behind which a person can be. */
export const BY_HAND: ReadonlySet<PrincipalKind> = new Set(['root', 'user', 'session', 'other']);

/** Who made a call. Addresses of staff are left out: who has one in the list is called by their short name. */
export const principalOf = (event: CloudTrailEvent, stage: StageContext, people: readonly Person[]): Principal => {
  const { type, userName, arn, invokedBy } = event.userIdentity;
  const role = roleOf(event);
  const kind = kindOf(event, stage);
  const session = arn?.match(/:assumed-role\/[^/]+\/(.+)$/)?.[1];
  const known = session ?? userName;
  const person = known === undefined || !BY_HAND.has(kind) ? undefined : personOf(known, people)?.person;
  return {
    kind,
    name: kind === 'root' ? 'root' : withoutDomain(role ?? userName ?? invokedBy ?? type ?? 'unknown'),
    session: BY_HAND.has(kind) && session !== undefined ? (person ?? withoutDomain(session)) : undefined,
    person,
  };
};

const kindOf = (event: CloudTrailEvent, stage: StageContext): PrincipalKind => {
  const { type, sessionContext } = event.userIdentity;
  if (type === 'AWSService' || sessionContext?.sessionIssuer?.arn?.includes(':role/aws-service-role/'))
    return 'service';
  if (type === 'Root') return 'root';
  if (type === 'IAMUser') return 'user';
  const role = roleOf(event);
  if (role === undefined) return 'other';
  if (role.startsWith(resourceName(stage, 'pipeline-'))) return 'pipeline';
  if (role.startsWith(resourceName(stage, ''))) return 'platform';
  return bootstrapRoles(stage).some((start) => role.startsWith(start)) ? 'bootstrap' : 'session';
};

const bootstrapRoles = ({ settings: { qualifier, launchQualifier } }: StageContext): readonly string[] =>
  [qualifier, launchQualifier].flatMap((one) =>
    ['deploy', 'file-publishing', 'image-publishing', 'lookup', 'cfn-exec'].map((duty) => `cdk-${one}-${duty}-role-`),
  );

const withoutDomain = (name: string): string => name.replace(/@.*$/, '');
