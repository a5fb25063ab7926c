import type { LaunchDefinition } from '../../../contracts/decision';
import type { CatalogEvent } from '../../../contracts/event';
import type { LaunchManifest } from '../../../contracts/launch';
import { CALL_EVENT } from '../../../contracts/names';
import { latestEvents, propertiesOf } from '../../workspace/catalog';
import { templateFields } from '../../workspace/checks/templates';
import { compileComputedTrait } from '../../workspace/computed-traits';
import { compileCondition, namesOf } from '../../workspace/conditions';
import type { Workspace } from '../../workspace/workspace';
import { allConditions, conditionsOf } from './conditions';

/** A launch with its file, its definition and the workspace that both stand in. */
export interface Planned {
  readonly workspace: Workspace;
  readonly manifest: LaunchManifest;
  readonly definition: LaunchDefinition;
}

/** What the names of segments and computed traits in a launch stand for, those inside segments included. */
export const segmentsUsed = ({ workspace, definition }: Planned) => {
  const names = namesOf(workspace);
  const { trigger } = definition;
  const entered = trigger.kind === 'event' && trigger.segment !== undefined && names.segments.has(trigger.segment);
  const conditions = [
    ...conditionsOf(definition),
    ...(entered ? [compileCondition({ segment: trigger.segment }, names)] : []),
  ].flatMap(allConditions);
  const segments = conditions.flatMap((one) =>
    'of' in one && one.segment !== undefined ? [[one.segment, one.of] as const] : [],
  );
  const traits = new Set(conditions.flatMap((one) => (one.kind === 'trait' ? one.name : [])));
  return {
    conditions,
    segments: Object.fromEntries(segments),
    computed: workspace.computedTraits.filter(({ trait }) => traits.has(trait)).map(compileComputedTrait),
  };
};

/** The latest version of each event that the launch waits for, asks for or counts by. */
export const eventsUsed = (planned: Planned): readonly CatalogEvent[] => {
  const { workspace, definition } = planned;
  const { conditions, computed } = segmentsUsed(planned);
  const goal = workspace.goals.find((one) => one.goal === definition.supports);
  const names = new Set([
    ...(definition.trigger.kind === 'event' ? [definition.trigger.event] : []),
    ...conditions.flatMap((one) => (one.kind === 'did' ? one.event : [])),
    ...computed.map(({ event }) => event),
    ...[definition.goal?.event, goal?.event].flatMap((event) => event ?? []),
  ]);
  return latestEvents(workspace.catalog).filter(({ event }) => names.has(event));
};

/** Where the traits that the launch reads come from: who tells each in which property, and what that property may hold. */
export const traitSources = (planned: Planned) => {
  const traits = new Set([
    ...segmentsUsed(planned).conditions.flatMap((one) => (one.kind === 'trait' ? one.name : [])),
    ...templateFields(planned.manifest),
    ...channelsUsed(planned).flatMap(({ reachableBy }) => reachableBy ?? []),
  ]);
  return latestEvents(planned.workspace.catalog).flatMap(({ event, sources, sets = {}, schema }) => {
    const told = event === CALL_EVENT.identify ? [...traits].sort().map((trait) => [trait, trait] as const) : [];
    return [...told, ...Object.entries(sets)]
      .filter(([trait, property]) => traits.has(trait) && Object.hasOwn(propertiesOf(schema), property))
      .map(([trait, property]) => ({ trait, event, sources, property, holds: propertiesOf(schema)[property] }));
  });
};

/** The channels of a launch as IT has set them up, in the launch's order. */
export const channelsUsed = ({ workspace, definition }: Planned) =>
  definition.channels.use.flatMap(({ channel }) => workspace.channels.filter((one) => one.channel === channel));

/** The registry entries of the vendors that the launch sends through, each once. */
export const vendorsUsed = ({ workspace, definition }: Planned) => {
  const names = new Set(definition.channels.use.flatMap(({ vendor }) => vendor ?? []));
  return workspace.vendors.filter(({ vendor }) => names.has(vendor));
};
