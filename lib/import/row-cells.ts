import type { ImportCall } from './edge-code';
import { instantOf } from './instant';
import type { Cell, Row } from './read-rows';
import type { EventRules, RowRules } from './row-rules';
import { typed } from './typed';

/** A value with the column it comes from. */
export interface Placed extends Cell {
  readonly name: string;
}

/** The values of a row by where they go. */
export interface RowCells {
  readonly at: Placed | undefined;
  readonly status: Placed | undefined;
  /** By where Segment's call carries them. */
  readonly ids: Readonly<Partial<Record<'userId' | 'anonymousId', Placed>>>;
  readonly traits: ReadonlyMap<string, Placed>;
  readonly properties: ReadonlyMap<string, Placed>;
}

/** Sorts a row's values by what their columns stand for. */
export const sortCells = ({ cells }: Row, { targets }: RowRules): RowCells => {
  const ids: Partial<Record<'userId' | 'anonymousId', Placed>> = {};
  const single: Partial<Record<'at' | 'status', Placed>> = {};
  const [traits, properties] = [new Map<string, Placed>(), new Map<string, Placed>()];
  for (const [name, cell] of cells) {
    const target = targets.get(name);
    const placed = { ...cell, name };
    if (target?.to === 'userId' || target?.to === 'anonymousId') ids[target.to] = placed;
    else if (target?.to === 'at' || target?.to === 'status') single[target.to] = placed;
    else if (target?.to === 'trait') traits.set(target.name, placed);
    else if (target?.to === 'property') properties.set(target.name, placed);
  }
  return { at: single.at, status: single.status, ids, traits, properties };
};

/** The text of a value; undefined for anything else. */
export const textOf = (placed: Placed | undefined): string | undefined =>
  typeof placed?.value === 'string' ? placed.value : undefined;

/** The call that a row stands for, in the shape of Segment's API. */
export const callOf = (
  name: string,
  { properties }: EventRules,
  cells: RowCells,
  { kind, defaultAt }: RowRules,
): ImportCall => {
  const read = (placed: ReadonlyMap<string, Placed>): Record<string, unknown> =>
    Object.fromEntries([...placed].map(([property, { value }]) => [property, typed(value, properties[property])]));
  const at = instantOf(textOf(cells.at) ?? defaultAt ?? '');
  const traits = read(cells.traits);
  const who = Object.fromEntries(Object.entries(cells.ids).map(([id, { value }]) => [id, String(value)]));
  const when = { timestamp: at === undefined ? '' : new Date(at).toISOString() };
  if (kind.carrier === 'trait') return { type: 'identify', ...when, ...who, traits };
  const context = cells.traits.size === 0 ? {} : { context: { traits } };
  return {
    type: 'track',
    event: name,
    ...when,
    ...who,
    ...context,
    properties: { ...kind.defaults, ...read(cells.properties) },
  };
};
