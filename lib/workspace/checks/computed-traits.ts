import type { ComputedTraitYaml } from '../../../contracts/computed-trait';
import { durationSeconds } from '../../../contracts/duration';
import type { CatalogEvent } from '../../../contracts/event';
import { say } from '../../messages';
import { schemaNodes } from '../catalog';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { checkProperties, checkSourceEvent } from './conditions';

/** A computed trait: its name is free, its event known and kept long enough, its properties declared and fit to compute with. */
export const checkComputedTrait = (trait: ComputedTraitYaml, known: Known): readonly Draft[] =>
  eachSound(
    () => checkTaken(trait, known),
    () => checkSourceEvent(trait.event, ['event'], known),
    () => checkOf(trait, known.events?.get(trait.event)),
    () => {
      const event = known.events?.get(trait.event);
      if (event === undefined) return [];
      const paths = schemaNodes(event.schema).map(({ path }) => path);
      return checkProperties(trait.where, paths.filter(isNamed), ['where'], 'event.property.ofEvent');
    },
    () => checkWindow(trait, known),
  );

const isNamed = (path: string): boolean => path !== '' && !path.endsWith('[]');

/** A trait that is told and computed would be two things under one name. */
const checkTaken = ({ trait }: ComputedTraitYaml, { traits }: Known): readonly Draft[] => {
  if (traits?.has(trait) !== true) return [];
  return [{ ...say('trait.taken', { trait }), path: ['trait'] }];
};

const NEEDS_OF = new Set<string>(['sum', 'distinct', 'mostFrequent']);

const checkOf = ({ compute, of }: ComputedTraitYaml, event: CatalogEvent | undefined): readonly Draft[] => {
  if (of === undefined) {
    if (!NEEDS_OF.has(compute)) return [];
    return [{ ...say('trait.of.missing', { compute }), path: ['compute'] }];
  }
  if (compute === 'count') return [{ ...say('trait.of.notNeeded'), path: ['of'], at: 'key' }];
  return event === undefined ? [] : checkProperty(compute, of, event, ['of']);
};

const checkProperty = (compute: string, of: string, event: CatalogEvent, path: Path): readonly Draft[] => {
  const nodes = schemaNodes(event.schema).filter((node) => node.path !== '');
  const found = nodes.find((node) => node.path === of);
  if (found === undefined) {
    const declared = nodes.map((node) => node.path);
    return [{ ...say('event.property.toCompute', { property: of, declared }), path }];
  }
  const types = [found.schema.type].flat().map(String);
  const fits = compute === 'sum' ? ['number', 'integer'] : ['string', 'number', 'integer', 'boolean'];
  if (types.every((type) => fits.includes(type))) return [];
  return [{ ...say('trait.of.type', { property: of, types, compute, number: compute === 'sum' }), path }];
};

const checkWindow = ({ event: name, within }: ComputedTraitYaml, { events }: Known): readonly Draft[] => {
  const event = events?.get(name);
  if (event === undefined || durationSeconds(within) <= durationSeconds(event.retention)) return [];
  return [{ ...say('event.retention', { event: name, within, kept: event.retention }), path: ['within'] }];
};
