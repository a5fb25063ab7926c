import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** The validator that the catalog is compiled with, when it is checked as when it is built. */
export const propertiesAjv = (options: ConstructorParameters<typeof Ajv>[0] = {}): Ajv => {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, ...options });
  ajv.addVocabulary(['x-pii']);
  addFormats(ajv);
  return ajv;
};

let shared: Ajv | undefined;

/** Compiles the schema of an event's properties; throws on a schema that is not valid. */
export const compileProperties = (schema: object): ValidateFunction => {
  // Compiled in every check and seldom run: making its code shorter would take longer than it saves.
  shared ??= propertiesAjv({ code: { optimize: false } });
  return shared.compile(schema);
};
