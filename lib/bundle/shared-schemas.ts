type Schema = Readonly<Record<string, unknown>>;

/** Schemas by name, and those that several of them hold, each to be compiled once. */
export interface SharedSchemas {
  readonly schemas: ReadonlyMap<string, Schema>;
  /** By the id with which `$ref` names them. */
  readonly shared: ReadonlyMap<string, Schema>;
}

/** Says nothing about values. */
const ANNOTATIONS = new Set(['title', 'description', 'examples', 'default', '$comment', 'x-pii']);

/**
 * The same schemas with every part that occurs more than once put in one place: a basket's products are checked by one
 * function, not by one for each event with a basket, which nearly halves the code. Annotations are left out.
 */
export const shareSchemas = (schemas: ReadonlyMap<string, Schema>): SharedSchemas => {
  const plain = new Map([...schemas].map(([name, schema]) => [name, withoutAnnotations(schema)]));
  const uses = new Map<string, number>();
  for (const schema of plain.values()) countParts(schema, uses);
  const shared = new Map<string, Schema>();
  const ids = new Map([...uses].filter(([, times]) => times > 1).map(([text], index) => [text, `shared${index}`]));
  const replaced = (schema: Schema): Schema =>
    withChildren(schema, (child) => {
      const text = JSON.stringify(child);
      const id = ids.get(text);
      if (id === undefined) return replaced(child);
      if (!shared.has(id)) shared.set(id, replaced(child));
      return { $ref: id };
    });
  return { schemas: new Map([...plain].map(([name, schema]) => [name, replaced(schema)])), shared };
};

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of a schema with another one in the place of each property's and of the items'. */
const withChildren = (schema: Schema, change: (child: Schema) => Schema): Schema => ({
  ...schema,
  ...(isSchema(schema.properties) && {
    properties: Object.fromEntries(
      Object.entries(schema.properties).map(([name, child]) => [name, isSchema(child) ? change(child) : child]),
    ),
  }),
  ...(isSchema(schema.items) && { items: change(schema.items) }),
});

const withoutAnnotations = (schema: Schema): Schema =>
  withChildren(
    Object.fromEntries(Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword))),
    withoutAnnotations,
  );

/** A lone keyword is shorter than a call. */
const countParts = (schema: Schema, uses: Map<string, number>): void => {
  withChildren(schema, (child) => {
    const text = JSON.stringify(child);
    if (Object.keys(child).length > 1) uses.set(text, (uses.get(text) ?? 0) + 1);
    countParts(child, uses);
    return child;
  });
};
