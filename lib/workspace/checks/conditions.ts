import type { ConditionYaml, Scalar } from '../../../contracts/condition';
import { durationSeconds } from '../../../contracts/duration';
import type { CatalogEvent } from '../../../contracts/event';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
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
  return [{ ...say('event.platformMade', { event: name }), path }];
};

/** Properties of a `where` that are not among those declared; `code` says by whom. */
export const checkProperties = (
  where: Readonly<Record<string, unknown>> | undefined,
  declared: readonly string[],
  path: Path,
  code: 'event.property.ofEvent' | 'event.property.ofSchema' | 'event.property.notRemembered',
): readonly Draft[] =>
  Object.keys(where ?? {})
    .filter((property) => !declared.includes(property))
    .map((property) => ({
      ...say(code, { property, declared }),
      path: [...path, property],
      at: 'key' as const,
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
    return [{ ...say('event.notRemembered', { event: did.event }), path: [...path, 'event'] }];
  }
  const { remember } = event;
  return eachSound(
    () => checkProperties(did.where, remember, [...path, 'where'], 'event.property.notRemembered'),
    () => checkRetention(did, event, path),
  );
};

const checkRetention = (did: Did, event: CatalogEvent, path: Path): readonly Draft[] => {
  if (durationSeconds(did.within) <= durationSeconds(event.retention)) return [];
  const facts = { event: did.event, within: did.within, kept: event.retention };
  return [{ ...say('event.retention', facts), path: [...path, 'within'] }];
};
