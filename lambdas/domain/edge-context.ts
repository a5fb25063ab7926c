import { type Call, type Fields, isFields } from './call';
import type { EdgeEvent } from './edge-event';
import { own } from './record';

/** A call's properties, with what the catalog takes from the context where the sender gave none. */
export const withContext = ({ properties, context }: Call, event: Pick<EdgeEvent, 'context'>): Fields => {
  if (context === undefined || event.context.length === 0) return properties;
  const taken = event.context.flatMap(([property, path]): readonly (readonly [string, unknown])[] => {
    const value = Object.hasOwn(properties, property) ? undefined : scalarAt(context, path);
    return value === undefined ? [] : [[property, value]];
  });
  return taken.length === 0 ? properties : { ...properties, ...Object.fromEntries(taken) };
};

const scalarAt = (context: Fields, path: readonly string[]): unknown => {
  const value = path.reduce<unknown>((at, step) => (isFields(at) ? own(at, step) : undefined), context);
  return typeof value === 'object' ? undefined : value;
};
