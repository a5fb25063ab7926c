import type { NeededRole } from '../../contracts/approval';
import { type Approvals, LEAD, SECOND } from '../../contracts/approval-matrix';
import type { Person } from '../../contracts/person';
import type { PlanChange } from '../../contracts/plan';
import type { Team } from '../../contracts/team';
import { money } from '../workspace/words';
import { holds, isAuthor } from './people';

/** Who is there to approve for a subject. */
export interface Approvers {
  readonly people: readonly Person[];
  /** Whose launch it is; none of the platform. */
  readonly team: Team | undefined;
  /** Addresses of all who wrote it. */
  readonly authors: readonly string[];
}

/** A change by its kind: of a plan, or as it was asked about. */
type KindOfChange = Pick<PlanChange, 'words' | 'amount'> & { readonly kind: string };

/** The roles that changes of a launch need: what the matrix does not name needs the lead, and nothing is approved by one. */
export const neededFor = (
  { needs }: Approvals,
  changes: readonly KindOfChange[],
  approvers: Approvers,
): readonly NeededRole[] => {
  const because = new Map<string, Set<string>>();
  const add = (role: string, words: string) => because.set(role, (because.get(role) ?? new Set()).add(words));
  for (const change of changes) {
    const roles = needs.filter((need) => concerns(need, change)).flatMap((need) => need.roles);
    for (const role of roles.length === 0 ? [LEAD] : roles) add(role, change.words);
  }
  if (changes.length === 0) add(LEAD, 'nothing in the launch itself has changed since it last went live');
  return withSecond(because, approvers);
};

/** The roles that a change of the platform needs. */
export const neededForPlatform = (
  { platform }: Approvals,
  files: readonly string[],
  approvers: Approvers,
): readonly NeededRole[] => withSecond(new Map(platform.map((role) => [role, new Set(files)])), approvers);

/** An amount in another currency, or none, cannot be said to be below the limit. */
const concerns = ({ change: kinds, over }: Approvals['needs'][number], { kind, amount }: KindOfChange): boolean => {
  if (kinds.every((one) => one !== kind)) return false;
  if (over === undefined || amount === undefined) return true;
  const limit = money(over);
  return amount.currency !== limit.currency || !(amount.amount <= limit.amount);
};

const withSecond = (
  because: ReadonlyMap<string, ReadonlySet<string>>,
  { people, team, authors }: Approvers,
): readonly NeededRole[] => {
  const roles = [...because].map(([role, words]) => ({ role, because: [...words] }));
  const all = roles.length > 1 ? roles : [...roles, { role: SECOND, because: ['two different people approve'] }];
  return all
    .sort((a, b) => Number(a.role === SECOND) - Number(b.role === SECOND) || (a.role < b.role ? -1 : 1))
    .map(({ role, because: words }) => ({
      role,
      because: words,
      people: people
        .filter((person) => holds(person, role, team) && !isAuthor(person, authors))
        .map(({ person }) => person)
        .sort(),
    }));
};
