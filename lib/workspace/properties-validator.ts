import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** The validator that the catalog is compiled with, when it is checked as when it is built. */
export const propertiesAjv = (options: ConstructorParameters<typeof Ajv>[0] = {}): Ajv => {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, ...options });
  ajv.addVocabulary(['x-pii']);
  addFormats(ajv);
  return ajv;
};

/** Compiles the schema of an event's properties; throws on a schema that is not valid. */
export const compileProperties = (schema: object): ValidateFunction => {
  running ??= propertiesAjv();
  return running.compile(schema);
};

/**
 * Throws where `compileProperties` would. It is asked of every event in every check and what it makes never runs, so it
 * makes as little code as it can: of properties that are alike in many events, once.
 */
export const proveCompiles = (schema: Readonly<Record<string, unknown>>): void => {
  proving ??= propertiesAjv({ allErrors: false, messages: false, code: { optimize: false } });
  const parts = standAlone(schema) ? Object.entries(schema.properties as object) : [];
  const texts = new Map(parts.map(([name, part]) => [name, JSON.stringify(part)]));
  const unproven = parts.map(([name, part]) => [name, proven.has(texts.get(name) ?? '') || part]);
  proving.compile(parts.length === 0 ? schema : { ...schema, properties: Object.fromEntries(unproven) });
  for (const text of texts.values()) proven.add(text);
};

/** Keywords beside which a property means the same whatever the other properties are. */
const ALONE = new Set(['type', 'title', 'description', 'properties', 'required', 'additionalProperties']);

/** Whether each property compiles or does not for itself: no reference leads from one to another. */
const standAlone = (schema: Readonly<Record<string, unknown>>): boolean =>
  typeof schema.properties === 'object' &&
  schema.properties !== null &&
  !Array.isArray(schema.properties) &&
  Object.keys(schema).every((keyword) => ALONE.has(keyword)) &&
  !JSON.stringify(schema.properties).includes('"$');

const proven = new Set<string>();
let running: Ajv | undefined;
let proving: Ajv | undefined;
