import type { Json } from '../../contracts/event';
import type { EventName, EventProperties } from '../../contracts/event-properties';
import { own } from './record';

/** Names that the catalog declares for any of some events. */
export type PropertyOf<E extends EventName> = E extends EventName ? keyof EventProperties[E] & string : never;

/**
 * A text among an event's properties; undefined for an empty one and for every other value, as events of former versions
 * may hold. Name the events, and the compiler sees to it that the catalog declares the property.
 */
export const textOf = <E extends EventName>(
  properties: Readonly<Record<string, Json>>,
  name: PropertyOf<E>,
): string | undefined => {
  const value = own(properties, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
};
