import type { CustomerProfile, Subject } from '../../../../contracts/subject-rights';
import type { Answer } from '../../answer';
import type { Context } from '../../context';
import { table } from '../../table';
import { ask } from './ask';
import { whyLines } from './why';
import { whyTree } from './why-tree';

/** Shows one customer as the platform decides on them now. */
export const showCustomer = async (context: Context, subject: Subject, why: boolean): Promise<Answer> => {
  const answer = await ask<CustomerProfile>(context, 'lookup', subject);
  if (answer.refused !== undefined) return answer.refused;
  const { body: profile } = answer;
  return {
    data: { customer: profile },
    lines: [...profileLines(profile), ...(why ? ['', ...whyTree(profile), '', ...whyLines(profile)] : [])],
  };
};

const profileLines = (profile: CustomerProfile): readonly string[] => {
  const { person, identifiers, traits, lists, audiences, consent, restricted } = profile;
  return [
    `customer ${person}${restricted ? ' · RESTRICTED: stored, and otherwise left alone' : ''}`,
    '',
    ...section(
      ['identifier', 'value', 'since'],
      identifiers.map(({ type, value, since }) => [type, value ?? '(erased)', minuteOf(since)]),
    ),
    ...section(
      ['trait', 'value', 'told at', 'by'],
      Object.entries(traits).map(([name, { value, at, from }]) => [name, textOf(value), minuteOf(at), sourceOf(from)]),
    ),
    ...section(
      ['consent', 'status', 'since'],
      Object.entries(consent).map(([name, { status, at }]) => [name, status, minuteOf(at)]),
    ),
    `audiences: ${audiences.join(', ') || 'none'}`,
    `lists:     ${lists.join(', ') || 'none'}`,
  ];
};

const section = (heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : [...table(heading, rows), ''];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `2026-11-20T10:00:00.000Z` -> `2026-11-20 10:00`. */
export const minuteOf = (at: string): string => at.slice(0, 16).replace('T', ' ');
/** Source of a stamp's key. */
export const sourceOf = (key: string): string => key.split('#')[0] ?? key;
