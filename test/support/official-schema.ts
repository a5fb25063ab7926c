import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

interface Schema {
  readonly id?: string;
  readonly [key: string]: unknown;
}

const schemaNamed = (name: string): Schema =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/schemas/${name}.schema.json`), 'utf8')) as Schema;

/** Compiles a schema of test/fixtures/schemas with those that it refers to. */
export const officialSchema = (name: string): ValidateFunction => {
  const ajv = addFormats(new Ajv({ strict: false, unicodeRegExp: false }));
  // Formats that ajv-formats does not know: addresses in other scripts than Latin.
  ajv.addFormat('iri-reference', (text: string) => !/[\s<>"{}|\\^`]/.test(text));
  ajv.addFormat('idn-email', (text: string) => /^[^@\s]+@[^@\s]+$/.test(text));
  // The library from which they are calls them so where one refers to another.
  for (const part of name.startsWith('bom') ? ['spdx', 'jsf-0.82'] : []) {
    const { $id: _, ...schema } = schemaNamed(part);
    ajv.addSchema(schema, `http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json`);
  }
  const { id, $schema: _, ...schema } = schemaNamed(name);
  // SARIF's is of draft 4, which differs from draft 7 in the name of its id only, as far as it is used there.
  return ajv.compile(id === undefined ? schema : { ...schema, $id: id });
};
