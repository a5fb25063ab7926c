import type { PiiKind } from '../../contracts/event';
import type { IdentityRules } from '../../contracts/identity';
import { type ExternalId, isFields } from './call';
import { DEEPEST } from './json-text';

/** Values in a payload that may be somebody's identifier, each with its type; whether it is one, its spelling decides. */
export type FindMentions = (payload: unknown) => readonly ExternalId[];

/** What stands between words in prose, in a form and in broken JSON. */
const BETWEEN = /[\s"'<>()[\]{},;:=&|\\]+/;
/** Beyond it nobody looks on: a body that cannot be taken apart may hold thousands of people. */
const MOST = 1000;
const INTERNATIONAL = /^\+\d/;
const ENDS = '.!?';

/**
 * Compiles identity.yaml for what nobody could read as an event: a member named as a type is or as what carries it, wherever it
 * stands, and in any text each e-mail address and each phone number with its country code. Both are unmistakable; an account's
 * number under a name of its own is not found.
 */
export const compileMentions = ({ types }: IdentityRules): FindMentions => {
  const named = new Map<string, string>(
    types.flatMap(({ type, from }) => [[type, type] as const, [from, type] as const]),
  );
  const ofKind = (kind: PiiKind) => types.filter((one) => one.kind === kind).map(({ type }) => type);
  const [emails, phones] = [ofKind('email'), ofKind('phone')];

  const inText = (text: string): readonly ExternalId[] => {
    const plain = text.replace(/%40/g, '@').replace(/%2B/gi, '+').trim();
    if (!plain.includes('@') && !plain.includes('+')) return [];
    const words = [plain, ...plain.split(BETWEEN).map(withoutEnd)];
    return words.flatMap((id) => [
      ...(id.includes('@') ? emails.map((type) => ({ type, id })) : []),
      ...(INTERNATIONAL.test(id) ? phones.map((type) => ({ type, id })) : []),
    ]);
  };

  const inValue = (value: unknown, name: string | undefined, depth: number): readonly ExternalId[] => {
    if (Array.isArray(value)) return depth === 0 ? [] : value.flatMap((one) => inValue(one, name, depth - 1));
    if (isFields(value)) {
      return depth === 0 ? [] : Object.entries(value).flatMap(([member, one]) => inValue(one, member, depth - 1));
    }
    const type = name === undefined ? undefined : named.get(name);
    return [...(type === undefined ? [] : [{ type, id: value }]), ...(typeof value === 'string' ? inText(value) : [])];
  };
  return (payload) => inValue(payload, undefined, DEEPEST).slice(0, MOST);
};

/** A word without the end of its sentence; a pattern would look for the end of each of many marks. */
const withoutEnd = (word: string): string => {
  let end = word.length;
  while (end > 0 && ENDS.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
};
