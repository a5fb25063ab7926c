import type { LaunchDefinition } from '../../../contracts/decision';
import type { CatalogEvent } from '../../../contracts/event';
import type { LaunchManifest } from '../../../contracts/launch';
import { latestEvents } from '../../workspace/catalog';
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

/** The latest version of each event that the launch waits for, asks for, counts by or knows customers from. */
export const eventsUsed = (planned: Planned): readonly CatalogEvent[] => {
  const { workspace, manifest, definition } = planned;
  const { conditions, computed } = segmentsUsed(planned);
  const goal = workspace.goals.find((one) => one.goal === definition.supports);
  const names = new Set([
    ...(definition.trigger.kind === 'event' ? [definition.trigger.event] : []),
    ...conditions.flatMap((one) => (one.kind === 'did' ? one.event : [])),
    ...computed.map(({ event }) => event),
    ...[definition.goal?.event, goal?.event].flatMap((event) => event ?? []),
  ]);
  const traits = new Set([
    ...conditions.flatMap((one) => (one.kind === 'trait' ? one.name : [])),
    ...templateFields(manifest),
    ...channelsUsed(planned).flatMap(({ reachableBy }) => reachableBy ?? []),
  ]);
  return latestEvents(workspace.catalog).filter(
    ({ event, sets = {} }) => names.has(event) || Object.keys(sets).some((trait) => traits.has(trait)),
  );
};

/** The channels of a launch as IT has set them up, in the launch's order. */
export const channelsUsed = ({ workspace, definition }: Planned) =>
  definition.channels.use.flatMap(({ channel }) => workspace.channels.filter((one) => one.channel === channel));

/** The registry entries of the vendors that the launch sends through, each once. */
export const vendorsUsed = ({ workspace, definition }: Planned) => {
  const names = new Set(definition.channels.use.flatMap(({ vendor }) => vendor ?? []));
  return workspace.vendors.filter(({ vendor }) => names.has(vendor));
};
