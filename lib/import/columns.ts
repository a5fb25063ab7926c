import type { IdentityFile } from '../../contracts/identity';
import { meant } from '../messages/en/words';
import type { Mistake } from './codes';
import type { ImportKind } from './kinds';

/** Where a column's values go. */
export type Target =
  | { readonly to: 'at' | 'status' | 'userId' | 'anonymousId' | 'ignore' }
  /** A trait: of the customer, or one that only tells who is meant. */
  | { readonly to: 'trait' | 'property'; readonly name: string };

export interface Columns {
  /** Column's name in the file -> target. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly mistakes: readonly Mistake[];
}

/** Names of the columns that a rejected row's file adds; a mended one is imported again as it is. */
export const REJECTED_COLUMNS = ['tandem.code', 'tandem.message'] as const;

/** What a file's column may be called, and what each name stands for. */
export const targetsFor = (kind: ImportKind, { types }: IdentityFile): ReadonlyMap<string, Target> =>
  new Map<string, Target>([
    ...Object.keys(kind.properties).map((name): [string, Target] => [name, { to: kind.carrier, name }]),
    ...types.map(({ type, from }): [string, Target] => [
      type,
      from === 'userId' || from === 'anonymousId' ? { to: from } : { to: 'trait', name: from },
    ]),
    ...(kind.hasStatus ? ([['status', { to: 'status' }]] as [string, Target][]) : []),
    ['at', { to: 'at' }],
    ['ignore', { to: 'ignore' }],
  ]);

/**
 * Reads a file's columns: by `mapping` (column -> name) where it names them, else by their own names. Two columns may not
 * stand for the same thing, and none may stand for nothing unless the mapping says `ignore`.
 */
export const readColumns = (
  names: readonly string[],
  allowed: ReadonlyMap<string, Target>,
  mapping: Readonly<Record<string, string>>,
): Columns => {
  const targets = new Map<string, Target>();
  const taken = new Map<string, string>();
  const mistakes: Mistake[] = [];
  for (const [index, name] of names.entries()) {
    const meaning = Object.hasOwn(mapping, name) ? (mapping[name] ?? name) : name;
    const target = REJECTED.has(name) ? IGNORE : allowed.get(meaning);
    const isKnown = target !== undefined && (meaning !== 'ignore' || Object.hasOwn(mapping, name));
    const before = taken.get(meaning);
    if (!isKnown) mistakes.push(unknown(name, index, allowed));
    else if (before !== undefined && target.to !== 'ignore') mistakes.push(repeated(name, index, before, meaning));
    else {
      taken.set(meaning, name);
      targets.set(name, target);
    }
  }
  return { targets, mistakes };
};

const IGNORE: Target = { to: 'ignore' };
const REJECTED: ReadonlySet<string> = new Set(REJECTED_COLUMNS);

const unknown = (name: string, index: number, allowed: ReadonlyMap<string, Target>): Mistake => ({
  code: 'import.unknownColumn',
  line: 1,
  column: index + 1,
  name,
  message: `${JSON.stringify(name)} is no column of this kind; allowed: ${namesIn(allowed).join(', ')}`,
  fix: meant(name, namesIn(allowed), 'Rename it, or say in --columns what it stands for; `ignore` leaves it out.'),
});

const repeated = (name: string, index: number, before: string, meaning: string): Mistake => ({
  code: 'import.repeatedColumn',
  line: 1,
  column: index + 1,
  name,
  message: `${JSON.stringify(name)} and ${JSON.stringify(before)} both stand for ${meaning}`,
  fix: 'Keep one of the two, or map the other to `ignore`.',
});

const namesIn = (allowed: ReadonlyMap<string, Target>): readonly string[] =>
  [...allowed.keys()].filter((name) => name !== 'ignore');
