import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownName } from '../../contracts/known-names';
import type { Workspace } from '../workspace';
import { latestEvents } from '../workspace/catalog';
import { traitNames } from '../workspace/known';

/** Names that an editor completes. */
export interface EditorNames {
  readonly names: readonly string[];
  /** Whether IT alone defines them: then a build has seen all, and any other name is a mistake. */
  readonly complete: boolean;
}

/** All names of a workspace by what they name, each list without repetition, in the order of the workspace. */
export const editorNames = (workspace: Workspace): Readonly<Record<KnownName, EditorNames>> => {
  const { audiences, catalog, computedTraits } = workspace;
  const events = latestEvents(catalog).filter((one) => one.madeBy === 'source');
  const segments = audiences.flatMap((one) => ('segment' in one ? [one.segment] : []));
  const lists = audiences.flatMap((one) => ('list' in one ? [one.list] : []));
  return {
    team: fromIt(workspace.teams.map((one) => one.team)),
    purpose: fromIt(workspace.purposes.map((one) => one.purpose)),
    goal: fromIt(workspace.goals.map((one) => one.goal)),
    channel: fromIt(workspace.channels.map((one) => one.channel)),
    vendor: fromIt(workspace.vendors.map((one) => one.vendor)),
    source: fromIt(workspace.sources.map((one) => one.source)),
    identifierType: fromIt(workspace.identity.types.map((one) => one.type)),
    event: fromIt(events.map((one) => one.event)),
    rememberedEvent: fromIt(events.flatMap((one) => (one.remember === undefined ? [] : [one.event]))),
    goalEvent: fromIt(workspace.goals.map((one) => one.event)),
    trait: growing([...traitNames(events), ...computedTraits.map((one) => one.trait)]),
    segment: growing(segments),
    list: growing(lists),
    audience: growing([...segments, ...lists]),
    layout: growing(workspace.layouts.map((one) => one.name)),
    image: growing(imagesIn(workspace.root)),
    language: growing(workspace.teams.flatMap((one) => one.languages)),
  };
};

const fromIt = (names: readonly string[]): EditorNames => ({ names: [...new Set(names)], complete: true });
/** Marketing adds to these without a build. */
const growing = (names: readonly string[]): EditorNames => ({ names: [...new Set(names)], complete: false });

const imagesIn = (root: string): readonly string[] => {
  const folder = join(root, 'brand/images');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
