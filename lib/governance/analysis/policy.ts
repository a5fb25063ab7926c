import type { Conditions } from './condition';
import type { Resolved, ResolvedMap } from './template';
import { asList, asMap, asTexts } from './template';

/** Whom a statement speaks of: `any` for `*`, ARNs or account numbers for AWS, host names for services. */
export interface Principals {
  readonly any: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly federated: readonly string[];
}

/** One policy statement in one shape. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly principals?: Principals;
  readonly notPrincipals?: Principals;
  readonly conditions: Conditions;
  /** Where it stands, for messages. */
  readonly via: string;
}

const principalsOf = (value: Resolved): Principals => {
  if (value === '*') return { any: true, aws: [], services: [], federated: [] };
  const map = asMap(value);
  const aws = asTexts(map.AWS);
  return {
    any: aws.includes('*'),
    aws: aws.filter((one) => one !== '*'),
    services: asTexts(map.Service),
    federated: [...asTexts(map.Federated), ...asTexts(map.CanonicalUser)],
  };
};

const conditionsOf = (value: Resolved | undefined): Conditions =>
  Object.fromEntries(
    Object.entries(asMap(value)).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(asMap(keys)).map(([key, wanted]) => [key, asList(wanted).map(String)])),
    ]),
  );

const statementOf = (raw: ResolvedMap, via: string): Statement => ({
  effect: raw.Effect === 'Deny' ? 'Deny' : 'Allow',
  ...(raw.Action === undefined ? {} : { actions: asTexts(raw.Action) }),
  ...(raw.NotAction === undefined ? {} : { notActions: asTexts(raw.NotAction) }),
  ...(raw.Resource === undefined ? {} : { resources: asTexts(raw.Resource) }),
  ...(raw.NotResource === undefined ? {} : { notResources: asTexts(raw.NotResource) }),
  ...(raw.Principal === undefined ? {} : { principals: principalsOf(raw.Principal) }),
  ...(raw.NotPrincipal === undefined ? {} : { notPrincipals: principalsOf(raw.NotPrincipal) }),
  conditions: conditionsOf(raw.Condition),
  via,
});

/** The statements of a policy document; `via` says where it stands. */
export const statementsOf = (document: Resolved | undefined, via: string): readonly Statement[] => {
  // Some types take the document as JSON text.
  const parsed = typeof document === 'string' ? (JSON.parse(document) as Resolved) : document;
  return asList(asMap(parsed).Statement).map((statement) => statementOf(asMap(statement), via));
};
