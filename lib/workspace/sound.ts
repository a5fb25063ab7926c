import { z } from 'zod';
import { alternatives, meantShape } from './schema-keys';

/** Thrown where a check reads a part of a file that has a mistake of its own. */
class UnsoundError extends Error {
  override readonly name = 'UnsoundError';
}

/** What is read, or undefined where that has a mistake of its own. */
export const ifSound = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnsoundError) return undefined;
    throw error;
  }
};

/** What checks find, each for itself: one that reads a part with a mistake of its own finds nothing. */
export const eachSound = <T>(...checks: readonly (() => readonly T[])[]): readonly T[] => {
  const found: T[] = [];
  // A loop, for it is called a hundred times for each launch.
  for (const check of checks) {
    for (const one of ifSound(check) ?? []) found.push(one);
  }
  return found;
};

/**
 * What of a value fits its schema, so that a mistake hides no other. Loops over a list or an entry pass over members
 * that do not fit; reading such a member by its name ends the check that does.
 */
export const soundPart = <T extends z.ZodType>(schema: T, value: unknown): z.infer<T> | undefined =>
  ifSound(() => partOf(schema, value) as z.infer<T>);

const partOf = (schema: z.ZodType, value: unknown): unknown => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (typeof value !== 'object' || value === null) throw new UnsoundError();
  const { members, owed } = fitting(schema, value);
  const sound: object = Array.isArray(value) ? new Array(value.length) : {};
  for (const [key, shape] of members) {
    const member: unknown = (value as Record<string, unknown>)[key];
    ifSound(() => Object.defineProperty(sound, key, { value: partOf(shape, member), enumerable: true }));
  }
  return guarded(sound, owed);
};

interface Fitting {
  /** Keys that may have a value, with its shape. */
  readonly members: readonly (readonly [key: string, shape: z.ZodType])[];
  /** Whether a key that has no sound value might have been meant to have one. */
  readonly owed: (key: string) => boolean;
}

const fitting = (schema: z.ZodType, value: object): Fitting => {
  const shape = meantShape(alternatives(schema), value);
  const keys = Object.keys(value);
  if (Array.isArray(value) !== shape instanceof z.ZodArray) throw new UnsoundError();
  if (shape instanceof z.ZodArray) {
    return { members: keys.map((key) => [key, shape.element as z.ZodType]), owed: (key) => key in value };
  }
  if (shape instanceof z.ZodRecord) {
    const named = keys.filter((key) => (shape.keyType as z.ZodType).safeParse(key).success);
    const strays = named.length < keys.length;
    return { members: named.map((key) => [key, shape.valueType as z.ZodType]), owed: (key) => strays || key in value };
  }
  if (shape instanceof z.ZodObject && shape.def.catchall instanceof z.ZodNever) {
    const known = Object.entries(shape.shape as Record<string, z.ZodType>);
    const strays = keys.some((key) => !(key in shape.shape));
    return { members: known.filter(([key]) => !strays || key in value), owed: (key) => key in shape.shape };
  }
  throw new UnsoundError();
};

const guarded = (sound: object, owed: (key: string) => boolean): object => {
  const isOwed = (key: string | symbol) => typeof key === 'string' && !(key in sound) && owed(key);
  return new Proxy(sound, {
    get: (target, key) => {
      if (isOwed(key)) throw new UnsoundError();
      return Reflect.get(target, key);
    },
    // A list's loops skip what is not `in` it; a condition is told by the key that is in it, sound or not.
    has: (target, key) => key in target || (!Array.isArray(target) && isOwed(key)),
  });
};
