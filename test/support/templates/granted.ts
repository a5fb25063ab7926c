import { conditionsHold, type RequestContext } from '../../../lib/governance/analysis/condition';
import { statementsOf } from '../../../lib/governance/analysis/policy';
import type { Resolved } from '../../../lib/governance/analysis/template';
import { matchesAction, matchesWildcard } from '../../../lib/governance/analysis/wildcard';

/** Something that somebody might ask of AWS. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
  /** What else tells it from others, for messages. */
  readonly detail?: string;
}

/** Whether a policy document on its own lets it happen: something allows it, and nothing denies it. */
export const isGranted = (document: object, { action, resource, context = {} }: Asked): boolean => {
  const fitting = statementsOf(document as unknown as Resolved, 'the policy').filter(
    ({ actions, notActions, resources, notResources, conditions }) =>
      (actions?.some((one) => matchesAction(one, action)) ?? !notActions?.some((one) => matchesAction(one, action))) &&
      (resources?.some((one) => matchesWildcard(one, resource)) ??
        !notResources?.some((one) => matchesWildcard(one, resource))) &&
      conditionsHold(conditions, context),
  );
  return fitting.some(({ effect }) => effect === 'Allow') && fitting.every(({ effect }) => effect !== 'Deny');
};

/** Everything of a list that a policy lets happen, each in words. */
export const grantsOf = (document: object, asked: readonly Asked[]): readonly string[] =>
  [...new Set(asked.filter((one) => isGranted(document, one)).map(wordsOf))].sort();

const wordsOf = ({ action, resource, detail }: Asked): string =>
  `${action} ${resource.split(':').slice(5).join(':')}${detail === undefined ? '' : ` ${detail}`}`;
