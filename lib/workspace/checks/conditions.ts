import type { ConditionYaml, Scalar } from '../../../contracts/condition';
import { durationSeconds } from '../../../contracts/duration';
import type { CatalogEvent } from '../../../contracts/event';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { listed, meant } from '../suggest';
import { unknownName } from './names';

/** What is wrong with the names in a list of conditions. */
export const checkConditions = (conditions: readonly ConditionYaml[], path: Path, known: Known): readonly Draft[] =>
  conditions.flatMap((condition, index) => eachSound(() => checkCondition(condition, [...path, index], known)));

/** What is wrong with the names in one condition. */
export const checkCondition = (condition: ConditionYaml, path: Path, known: Known): readonly Draft[] => {
  if ('any' in condition) return checkConditions(condition.any, [...path, 'any'], known);
  if ('segment' in condition) {
    return unknownName(known.segments, 'segment.unknown', [...path, 'segment'], condition.segment, 'audiences/');
  }
  if ('list' in condition)
    return unknownName(known.lists, 'list.unknown', [...path, 'list'], condition.list, 'audiences/');
  if ('trait' in condition) {
    const at = [...path, 'trait', 'name'];
    const where = 'platform/events/ or audiences/traits/';
    return unknownName(traitsOf(known), 'trait.unknown', at, condition.trait.name, where);
  }
  return checkDid(condition.did, [...path, 'did'], known);
};

/** Traits that conditions can ask for: told and computed ones. */
const traitsOf = ({ traits, computedTraits }: Known): ReadonlySet<string> | undefined =>
  traits && computedTraits && new Set([...traits, ...computedTraits.keys()]);

/** An event that customers cause: known, and not one that the platform makes itself. */
export const checkSourceEvent = (name: string, path: Path, known: Known): readonly Draft[] => {
  const event = known.events?.get(name);
  if (event?.madeBy !== 'platform') return unknownName(known.events, 'event.unknown', path, name, 'platform/events/');
  const message = `"${name}" is made by the platform itself; a launch may only depend on events of sources`;
  return [{ code: 'event.platformMade', path, message, fix: 'Use an event that a source sends.' }];
};

/** Properties of a `where` that the event does not declare. */
export const checkProperties = (
  where: Readonly<Record<string, unknown>> | undefined,
  declared: readonly string[],
  path: Path,
  why: string,
): readonly Draft[] =>
  Object.keys(where ?? {})
    .filter((property) => !declared.includes(property))
    .map((property) => ({
      code: 'event.property' as const,
      path: [...path, property],
      at: 'key' as const,
      message: `"${property}" ${why}; allowed: ${listed(declared)}`,
      fix: meant(property, declared, 'Use an allowed property, or ask for it in platform/events/.'),
    }));

interface Did {
  readonly event: string;
  readonly where?: Readonly<Record<string, Scalar | readonly Scalar[]>> | undefined;
  readonly within: string;
}

const checkDid = (did: Did, path: Path, known: Known): readonly Draft[] => {
  const event = known.events?.get(did.event);
  const unknown = checkSourceEvent(did.event, [...path, 'event'], known);
  if (unknown.length > 0 || event === undefined) return unknown;
  if (event.remember === undefined) {
    const message = `"${did.event}" is not remembered, so nobody can be asked for it`;
    const fix = 'Ask IT to add "remember" to the event in platform/events/, or use an event that is remembered.';
    return [{ code: 'event.notRemembered', path: [...path, 'event'], message, fix }];
  }
  const { remember } = event;
  return eachSound(
    () => checkProperties(did.where, remember, [...path, 'where'], 'is not remembered of the event'),
    () => checkRetention(did, event, path),
  );
};

const checkRetention = (did: Did, event: CatalogEvent, path: Path): readonly Draft[] => {
  if (durationSeconds(did.within) <= durationSeconds(event.retention)) return [];
  const message = `"${did.within}" is longer than "${did.event}" is kept: ${event.retention}`;
  const fix = `Ask for at most ${event.retention}.`;
  return [{ code: 'event.retention', path: [...path, 'within'], message, fix }];
};
