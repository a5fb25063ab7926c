import { z } from 'zod';

/** Keys that shapes allow, over all of them. */
export const keysOf = (shapes: readonly z.ZodType[]): readonly string[] => [
  ...new Set(shapes.flatMap((shape) => (shape instanceof z.ZodObject ? Object.keys(shape.shape) : []))),
];

/** The schemas that apply at a path, over all alternatives. */
export const schemasAt = (schema: z.ZodType, path: readonly PropertyKey[]): readonly z.ZodType[] => {
  let level = alternatives(schema);
  for (const step of path) level = level.flatMap((option) => into(option, step)).flatMap(alternatives);
  return level;
};

/**
 * Of several shapes the one that was meant: it knows every key that was written, and has the fewest complaints; or else
 * the only one that complains of nothing but keys that it does not know; or else the only one with a key of its own there.
 */
export const meantShape = (options: readonly z.ZodType[], value: unknown): z.ZodType | undefined => {
  if (options.length === 1) return options[0];
  const tried = options.map((shape) => ({ shape, issues: shape.safeParse(value).error?.issues ?? [] }));
  const possible = tried.filter(({ issues }) => !issues.some(speaksOfTheWhole));
  const [best] = possible.sort((a, b) => a.issues.length - b.issues.length);
  if (best !== undefined) return best.shape;
  const [close, ...others] = tried.filter(({ issues }) => issues.every((issue) => issue.code === 'unrecognized_keys'));
  if (close !== undefined) return others.length === 0 ? close.shape : undefined;
  const [named, ...rivals] = options.filter((shape) => tellingKeys(shape, options, value).length > 0);
  return rivals.length === 0 ? named : undefined;
};

/** Keys of a value that one of several shapes alone knows: they tell which was meant. */
export const tellingKeys = (shape: z.ZodType, options: readonly z.ZodType[], value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const others = new Set(keysOf(options.filter((one) => one !== shape)));
  return keysOf([shape]).filter((key) => Object.hasOwn(value, key) && !others.has(key));
};

const speaksOfTheWhole = (issue: z.core.$ZodIssue): boolean =>
  issue.path.length === 0 && (issue.code === 'unrecognized_keys' || issue.code === 'invalid_type');

/** The schema without its optional and default wrappers, unions taken apart. */
export const alternatives = (schema: z.ZodType): z.ZodType[] => {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  ) {
    return alternatives(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => alternatives(option as z.ZodType));
  return [schema];
};

const into = (schema: z.ZodType, step: PropertyKey): z.ZodType[] => {
  if (schema instanceof z.ZodObject) {
    const field: unknown = schema.shape[String(step)];
    return field instanceof z.ZodType ? [field] : [];
  }
  if (schema instanceof z.ZodArray) return [schema.element as z.ZodType];
  if (schema instanceof z.ZodRecord) return [schema.valueType as z.ZodType];
  return [];
};
