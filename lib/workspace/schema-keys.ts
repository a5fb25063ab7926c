import { z } from 'zod';

/** Keys that a schema allows at a path, over all alternatives; for suggestions. */
export const keysAt = (schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] => [
  ...new Set(
    schemasAt(schema, path).flatMap((option) => (option instanceof z.ZodObject ? Object.keys(option.shape) : [])),
  ),
];

/** The schemas that apply at a path, over all alternatives. */
export const schemasAt = (schema: z.ZodType, path: readonly PropertyKey[]): readonly z.ZodType[] => {
  let level = alternatives(schema);
  for (const step of path) level = level.flatMap((option) => into(option, step)).flatMap(alternatives);
  return level;
};

/** The schema without its optional and default wrappers, unions taken apart. */
const alternatives = (schema: z.ZodType): z.ZodType[] => {
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
