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
 * Throws where `compileProperties` would. It is asked in every check and what it makes never runs, so that it makes as
 * little code as it can.
 */
export const proveCompiles = (schema: object): void => {
  proving ??= propertiesAjv({ allErrors: false, messages: false, code: { optimize: false } });
  proving.compile(schema);
};

let running: Ajv | undefined;
let proving: Ajv | undefined;
