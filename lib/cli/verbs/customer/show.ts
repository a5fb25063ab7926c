import type { CustomerProfile, Subject } from '../../../../contracts/subject-rights';
import type { Answer } from '../../answer';
import type { Context } from '../../context';
import { table } from '../../table';
import { ask } from './ask';

/** Shows one customer as the platform decides on them now. */
export const showCustomer = async (context: Context, subject: Subject): Promise<Answer> => {
  const answer = await ask<CustomerProfile>(context, 'lookup', subject);
  if (answer.refused !== undefined) return answer.refused;
  const { body: profile } = answer;
  return { data: { customer: profile }, lines: profileLines(profile) };
};

const profileLines = ({ person, identifiers, traits, lists, consent }: CustomerProfile): readonly string[] => [
  `customer ${person}`,
  '',
  ...table(
    ['identifier', 'value', 'since'],
    identifiers.map(({ type, value, since }) => [type, value ?? '(erased)', since]),
  ),
  '',
  ...table(
    ['trait', 'value', 'told at', 'by'],
    Object.entries(traits).map(([name, { value, at, from }]) => [name, textOf(value), at, from]),
  ),
  '',
  ...table(
    ['consent', 'status', 'since'],
    Object.entries(consent).map(([name, { status, at }]) => [name, textOf(status), textOf(at)]),
  ),
  '',
  `lists: ${lists.join(', ') || 'none'}`,
];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
