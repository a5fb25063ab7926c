import type { Raw } from '../governance/analysis/template';
import { canonicalJson } from '../governance/register/canonical-json';

/** Members of a policy statement that are sets, whatever list they are written as. */
const SETS = ['Action', 'NotAction', 'Resource', 'NotResource'];
const PRINCIPALS = ['Principal', 'NotPrincipal'];

/**
 * A template's text: canonical JSON, in which lists of policies that mean the same in any order stand in one. Synthesis
 * orders merged principals by numbers that it counts up as it runs, so equal stacks would differ from one process to another.
 */
export const canonicalTemplate = (template: unknown): string => `${canonicalJson(ordered(template as Raw))}\n`;

const ordered = (value: Raw): Raw => {
  if (Array.isArray(value)) return value.map((one: Raw) => ordered(one));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, ordered(member as Raw)] as const);
  return Object.fromEntries('Effect' in value ? members.map(statementMember) : members);
};

const statementMember = ([key, member]: readonly [string, Raw]): readonly [string, Raw] => {
  if (SETS.includes(key)) return [key, sorted(member)];
  if (PRINCIPALS.includes(key)) return [key, eachMember(member, sorted)];
  return [key, member];
};

const eachMember = (value: Raw, change: (member: Raw) => Raw): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member as Raw)]))
    : value;

const sorted = (list: Raw): Raw =>
  Array.isArray(list)
    ? list
        .map((one: Raw) => [canonicalJson(one), one] as const)
        .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
        .map(([, one]) => one)
    : list;
