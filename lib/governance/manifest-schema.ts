import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

let shared: Ajv | undefined;

/** Compiles a JSON Schema that launch manifests have to match; throws on one that is not valid, an unknown keyword included. */
export const compileManifestSchema = (schema: object): ValidateFunction => {
  if (shared === undefined) {
    // A rule's schema speaks of one thing; what a launch is besides, the manifest's own shape has said.
    shared = new Ajv({
      allErrors: true,
      strict: true,
      strictTypes: false,
      strictRequired: false,
      addUsedSchema: false,
    });
    addFormats(shared);
  }
  return shared.compile(schema);
};
