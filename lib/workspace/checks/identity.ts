import { durationSeconds } from '../../../contracts/duration';
import type { IdentityFile } from '../../../contracts/identity';
import type { Draft } from '../draft';
import { contentHash } from '../hash';
import type { Path } from '../locate';
import type { Read } from '../read';
import { eachSound } from '../sound';
import { repeatedNames } from './names';

type IdentifierType = IdentityFile['types'][number];

/** Strands of one person that a transaction can move; `members` of the profile's limits. */
const MOST_VALUES = 64;

/** What is wrong with the rules of identity.yaml. */
export const checkIdentity = (identity: IdentityFile, { data }: Read<IdentityFile>): readonly Draft[] =>
  eachSound(
    () => repeatedNames(identity.types, ['types'], 'type'),
    () => repeatedPriorities(identity.types),
    () => identity.types.flatMap((type, index) => eachSound(() => uniqueLimit(type, ['types', index, 'limit']))),
    () => identity.types.flatMap((type, index) => eachSound(() => shortWindow(type, ['types', index, 'limit', 'per']))),
    () => allLimits(identity.types),
    () => checkPatterns(identity.blocked, ['blocked']),
    () =>
      identity.types.flatMap((type, index) =>
        eachSound(() => checkPatterns(type.blocked, ['types', index, 'blocked'])),
      ),
    () => (data === undefined ? [] : checkSeal(data)),
  );

/** Of two types with one priority, neither could be the stronger. */
const repeatedPriorities = (types: readonly IdentifierType[]): readonly Draft[] => {
  const holders = new Map<number, string>();
  return types.flatMap(({ type, priority }, index) => {
    const holder = holders.get(priority);
    holders.set(priority, holder ?? type);
    if (holder === undefined) return [];
    const message = `"${type}" has the priority of "${holder}", so neither is the stronger`;
    return [{ code: 'identity.priority', path: ['types', index, 'priority'], message, fix: 'Give each type its own.' }];
  });
};

const uniqueLimit = ({ type, unique, limit }: IdentifierType, path: Path): readonly Draft[] => {
  if (!unique || (limit.values === 1 && limit.per === 'ever')) return [];
  const message = `"${type}" is unique: two values are two people for ever, but its limit says ${limit.values} per ${limit.per}`;
  return [{ code: 'identity.limit', path, message, fix: 'Write limit: { values: 1, per: ever }, or unique: false.' }];
};

/** Caps look back this far; what was sent to a browser must not part from its person before. */
const SHORTEST_DAYS = 31;

const shortWindow = ({ type, limit: { per } }: IdentifierType, path: Path): readonly Draft[] => {
  if (per === 'ever' || durationSeconds(per) >= SHORTEST_DAYS * 86_400) return [];
  const message = `a "${type}" would part from its person after ${per}; caps look back ${SHORTEST_DAYS} days`;
  return [{ code: 'identity.limit', path, message, fix: `Write at least ${SHORTEST_DAYS} days, or ever.` }];
};

const allLimits = (types: readonly IdentifierType[]): readonly Draft[] => {
  const total = types.reduce((sum, { limit }) => sum + limit.values, 0);
  if (total <= MOST_VALUES) return [];
  const message = `the limits of all types add up to ${total}; one person has at most ${MOST_VALUES} identifiers`;
  return [{ code: 'identity.limit', path: ['types'], message, fix: 'Lower the limits of the weakest types.' }];
};

/** Values of people; a pattern that every one of them matches would identify nobody at all. */
const ORDINARY = [
  'hh-1042',
  'ada@households.example.org',
  '+12025550143',
  'ada_l',
  '7b0e2f9c-51d4-4c1a-9a57-3d5c8e6f1b20',
];

const checkPatterns = ({ patterns }: IdentityFile['blocked'], path: Path): readonly Draft[] =>
  patterns.flatMap((pattern, index) => eachSound(() => checkPattern(pattern, [...path, 'patterns', index])));

const checkPattern = (pattern: string, path: Path): readonly Draft[] => {
  try {
    const compiled = new RegExp(pattern, 'iu');
    if (!ORDINARY.every((value) => compiled.test(value))) return [];
    const message = `${JSON.stringify(pattern)} matches every value: nobody would be known`;
    return [{ code: 'identity.pattern', path, message, fix: 'Anchor it with ^ and $, or name what is blocked.' }];
  } catch (error) {
    const message = `${JSON.stringify(pattern)} is no regular expression: ${error instanceof Error ? error.message : String(error)}`;
    return [{ code: 'identity.pattern', path, message, fix: 'Correct the expression.' }];
  }
};

/** The seal of a version of the rules: 12 hexadecimal digits of what they say, version included. */
export const identitySeal = ({ seal: _, ...rules }: IdentityFile): string => contentHash(rules).slice(0, 12);

/** Rules that change without a new version would leave people as they are and records of merges wrong. */
const checkSeal = (identity: IdentityFile): readonly Draft[] => {
  if (identity.seal === identitySeal(identity)) return [];
  const version = identity.version + 1;
  const message = `the rules are not those that version ${identity.version} was sealed with`;
  const fix = `Write version: ${version} and seal: "${identitySeal({ ...identity, version })}", or take the change back.`;
  return [{ code: 'identity.version', path: ['version'], message, fix }];
};
