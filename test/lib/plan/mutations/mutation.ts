import type { CatalogEvent } from '../../../../contracts/event';
import type { PlanPart } from '../../../../contracts/plan';
import type { Workspace } from '../../../../lib/workspace';

/** A workspace whose every part may be written. */
export type Draft<T> = T extends readonly (infer One)[]
  ? Draft<One>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Draft<T[Key]> }
    : T;
export type Change = (workspace: Draft<Workspace>) => void;

export interface Mutation {
  readonly what: string;
  readonly parts: readonly PlanPart[];
  readonly change: Change;
}

/** A copy of the workspace with changes. */
export const mutated = (workspace: Workspace, ...changes: readonly Change[]): Workspace => {
  const copy = structuredClone(workspace) as Draft<Workspace>;
  for (const change of changes) change(copy);
  return copy as Workspace;
};

/** The one of a list that is meant; throws where there is none. */
export const one = <T>(list: readonly T[], is: (item: T) => boolean): T => {
  const found = list.find(is);
  if (found === undefined) throw new Error('The mutation finds nothing to change.');
  return found;
};

export const launch = (workspace: Draft<Workspace>) =>
  one(workspace.launches, ({ manifest }) => manifest.launch === 'soup-week').manifest;
export type Manifest = ReturnType<typeof launch>;
export const inLaunch =
  (change: (manifest: Manifest) => void): Change =>
  (workspace) =>
    change(launch(workspace));
export const offer = (manifest: Manifest) => one(manifest.offers, ({ id }) => id === 'soup-20');
export const english = (manifest: Manifest) => one(Object.values(offer(manifest).copy), () => true);
export const audience = (manifest: Manifest) => {
  if (manifest.audience === undefined) throw new Error('The launch has no audience.');
  return manifest.audience;
};
export const vendor = (workspace: Draft<Workspace>) => one(workspace.vendors, (item) => item.vendor === 'mailhub');
export const purpose = (workspace: Draft<Workspace>) =>
  one(workspace.purposes, (item) => item.purpose === 'personalised-offers');
export const segment = (workspace: Draft<Workspace>, name: string) => {
  const found = one(workspace.audiences, (item) => 'segment' in item && item.segment === name);
  if (!('segment' in found)) throw new Error(`"${name}" is no segment.`);
  return found;
};
export const event = (workspace: Draft<Workspace>, name: string) =>
  one(workspace.catalog.toReversed(), (item) => item.event === name);
export const properties = ({ schema }: Draft<CatalogEvent>): Record<string, object> =>
  schema.properties as Record<string, object>;
export const layout = (workspace: Draft<Workspace>, channel: string) =>
  one(workspace.layouts, (item) => item.channel === channel && item.name === 'standard');
