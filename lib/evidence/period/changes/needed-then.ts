import type { Ask, NeededRole } from '../../../../contracts/approval';
import { type Approvals, SECOND } from '../../../../contracts/approval-matrix';
import { type Approvers, neededFor } from '../../../approval/matrix';

/**
 * The roles that a plan needed: by the matrix of then, of the changes that were asked about; and whatever else was asked for.
 * Whether an amount was over a limit is told by what was asked alone. Nobody signs that, so two people are needed whatever it
 * says.
 */
export const neededThen = (
  approvals: Approvals,
  asked: Pick<Ask, 'changes' | 'needed'> | undefined,
  approvers: Approvers,
): readonly NeededRole[] => {
  const leadAndSecond = neededFor(approvals, [], approvers);
  if (asked === undefined) return leadAndSecond;
  const needs = approvals.needs.filter(({ over }) => over === undefined);
  const certain = asked.changes.filter(({ kind }) => isNamed(needs, kind) || !isNamed(approvals.needs, kind));
  const byMatrix = certain.length === 0 ? [] : neededFor({ ...approvals, needs }, certain, approvers);
  const roles = [...byMatrix, ...asked.needed.map(({ role, because, people }) => ({ role, because, people }))];
  const named = [...new Map(roles.map((one) => [one.role, one])).values()].filter(({ role }) => role !== SECOND);
  if (named.length === 0) return leadAndSecond;
  return named.length > 1 ? named : [...named, ...leadAndSecond.filter(({ role }) => role === SECOND)];
};

const isNamed = (needs: Approvals['needs'], kind: string): boolean =>
  needs.some(({ change }) => change.some((one) => one === kind));
