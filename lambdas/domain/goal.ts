import type { Scalar } from '../../contracts/condition';
import type { Exposure, LaunchDefinition } from '../../contracts/decision';
import type { BusEvent, Json } from '../../contracts/event';
import { own } from './record';

type Where = Readonly<Record<string, readonly Scalar[]>>;
type Members = { readonly [key: string]: Json };

const isMembers = (value: Json): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The event's properties, and once more for each item it lists (a basket's products), with the item's members on top. */
const records = (properties: Members): readonly Members[] => {
  const items = Object.values(properties).flatMap((value) => (Array.isArray(value) ? value.filter(isMembers) : []));
  return [properties, ...items.map((item) => ({ ...properties, ...item }))];
};

/** Of a list any item counts; numbers and texts are compared as conditions compare them. */
const anyOf = (values: readonly Scalar[], found: Json | undefined): boolean => {
  if (Array.isArray(found)) return found.some((item: Json) => anyOf(values, item));
  if (found === undefined || found === null || typeof found === 'object') return false;
  return values.some((value) => String(value) === String(found));
};

/** Whether the properties, or those of one listed item, have all the values asked for. */
export const matchesWhere = (where: Where, properties: Members): boolean => {
  const asked = Object.entries(where);
  return records(properties).some((record) => asked.every(([name, values]) => anyOf(values, own(record, name))));
};

/** Whether an event meets a launch's goal for a person: it happened after the first contact and within the goal's time. */
export const goalMet = (
  goal: LaunchDefinition['goal'],
  exposure: Exposure,
  { detailType, detail }: BusEvent,
): boolean => {
  if (goal === undefined || goal.event !== detailType) return false;
  const sinceMs = Date.parse(detail.occurredAt) - Date.parse(exposure.at);
  return sinceMs > 0 && sinceMs <= goal.withinSeconds * 1000 && matchesWhere(goal.where, detail.properties);
};
