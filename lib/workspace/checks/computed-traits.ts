import type { ComputedTraitYaml } from '../../../contracts/computed-trait';
import { durationSeconds } from '../../../contracts/duration';
import type { CatalogEvent } from '../../../contracts/event';
import { schemaNodes } from '../catalog';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { listed, meant } from '../suggest';
import type { YamlFile } from '../yaml-file';
import { checkProperties, checkSourceEvent } from './conditions';
import { fileName } from './platform';

/** A computed trait: its name is free, its event known and kept long enough, its properties declared and fit to compute with. */
export const checkComputedTrait = (trait: ComputedTraitYaml, yaml: YamlFile, known: Known): readonly Draft[] =>
  eachSound(
    () => fileName(yaml, trait.trait, ['trait']),
    () => checkTaken(trait, known),
    () => checkSourceEvent(trait.event, ['event'], known),
    () => checkOf(trait, known.events?.get(trait.event)),
    () => {
      const event = known.events?.get(trait.event);
      if (event === undefined) return [];
      const paths = schemaNodes(event.schema).map(({ path }) => path);
      return checkProperties(trait.where, paths.filter(isNamed), ['where'], 'is not declared by the event');
    },
    () => checkWindow(trait, known),
  );

const isNamed = (path: string): boolean => path !== '' && !path.endsWith('[]');

/** A trait that is told and computed would be two things under one name. */
const checkTaken = ({ trait }: ComputedTraitYaml, { traits }: Known): readonly Draft[] => {
  if (traits?.has(trait) !== true) return [];
  const message = `"${trait}" is told by events already (platform/events/)`;
  return [{ code: 'trait.taken', path: ['trait'], message, fix: 'Give the computed trait another name.' }];
};

const NEEDS_OF = new Set<string>(['sum', 'distinct', 'mostFrequent']);

const checkOf = ({ compute, of }: ComputedTraitYaml, event: CatalogEvent | undefined): readonly Draft[] => {
  if (of === undefined) {
    if (!NEEDS_OF.has(compute)) return [];
    const message = `"${compute}" needs "of": the property to compute with`;
    return [{ code: 'trait.of', path: ['compute'], message, fix: 'Add of: <property>.' }];
  }
  if (compute === 'count') {
    const message = '"count" counts occurrences of the event, whatever their properties';
    return [{ code: 'trait.of', path: ['of'], at: 'key', message, fix: 'Remove "of", or use sum or distinct.' }];
  }
  return event === undefined ? [] : checkProperty(compute, of, event, ['of']);
};

const checkProperty = (compute: string, of: string, event: CatalogEvent, path: Path): readonly Draft[] => {
  const nodes = schemaNodes(event.schema).filter((node) => node.path !== '');
  const found = nodes.find((node) => node.path === of);
  if (found === undefined) {
    const declared = nodes.map((node) => node.path);
    const message = `"${of}" is not declared by the event; declared: ${listed(declared)}`;
    const fix = meant(of, declared, 'Use a declared property.');
    return [{ code: 'event.property', path, message, fix }];
  }
  const types = [found.schema.type].flat().map(String);
  const fits = compute === 'sum' ? ['number', 'integer'] : ['string', 'number', 'integer', 'boolean'];
  if (types.every((type) => fits.includes(type))) return [];
  const message = `"${of}" is ${listed(types)}; "${compute}" needs ${compute === 'sum' ? 'a number' : 'text, a number, true or false'}`;
  return [{ code: 'trait.of', path, message, fix: 'Use another property.' }];
};

const checkWindow = ({ event: name, within }: ComputedTraitYaml, { events }: Known): readonly Draft[] => {
  const event = events?.get(name);
  if (event === undefined || durationSeconds(within) <= durationSeconds(event.retention)) return [];
  const message = `"${within}" is longer than "${name}" is kept: ${event.retention}`;
  return [{ code: 'event.retention', path: ['within'], message, fix: `Ask for at most ${event.retention}.` }];
};
