import { durationSeconds } from '../../../contracts/duration';
import type { IdentityFile } from '../../../contracts/identity';
import { say } from '../../messages';
import type { Draft } from '../draft';
import { contentHash } from '../hash';
import type { Path } from '../locate';
import { problemOf } from '../problem';
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
    return [{ ...say('identity.priority', { type, holder }), path: ['types', index, 'priority'] }];
  });
};

const uniqueLimit = ({ type, unique, limit }: IdentifierType, path: Path): readonly Draft[] => {
  if (!unique || (limit.values === 1 && limit.per === 'ever')) return [];
  return [{ ...say('identity.limit.unique', { type, ...limit }), path }];
};

/** Caps look back this far; what was sent to a browser must not part from its person before. */
const SHORTEST_DAYS = 31;

const shortWindow = ({ type, limit: { per } }: IdentifierType, path: Path): readonly Draft[] => {
  if (per === 'ever' || durationSeconds(per) >= SHORTEST_DAYS * 86_400) return [];
  return [{ ...say('identity.limit.window', { type, per, days: SHORTEST_DAYS }), path }];
};

const allLimits = (types: readonly IdentifierType[]): readonly Draft[] => {
  const total = types.reduce((sum, { limit }) => sum + limit.values, 0);
  if (total <= MOST_VALUES) return [];
  return [{ ...say('identity.limit.total', { total, most: MOST_VALUES }), path: ['types'] }];
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
    return [{ ...say('identity.pattern.everything', { pattern }), path }];
  } catch (error) {
    return [{ ...say('identity.pattern.invalid', { pattern, problem: problemOf(error) }), path }];
  }
};

/** The seal of a version of the rules: 12 hexadecimal digits of what they say, version included. */
export const identitySeal = ({ seal: _, ...rules }: IdentityFile): string => contentHash(rules).slice(0, 12);

/** Rules that change without a new version would leave people as they are and records of merges wrong. */
const checkSeal = (identity: IdentityFile): readonly Draft[] => {
  if (identity.seal === identitySeal(identity)) return [];
  const version = identity.version + 1;
  const seal = identitySeal({ ...identity, version });
  return [{ ...say('identity.version', { sealed: identity.version, version, seal }), path: ['version'] }];
};
