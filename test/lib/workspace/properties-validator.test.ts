import fc from 'fast-check';
import { loadWorkspace } from '../../../lib/workspace';
import { schemaNodes } from '../../../lib/workspace/catalog';
import { compileProperties, proveCompiles } from '../../../lib/workspace/properties-validator';
import { AS_OF } from '../../support/workspace';

type Schema = Readonly<Record<string, unknown>>;

const catalog = loadWorkspace(`${__dirname}/../../..`, { asOf: AS_OF }).workspace?.catalog ?? [];
const schemas: readonly Schema[] = catalog.map(({ schema }) => schema);

const throws = (work: (schema: Schema) => unknown, schema: Schema): boolean => {
  try {
    work(structuredClone(schema));
    return false;
  } catch {
    return true;
  }
};

/** One keyword of one part of a schema, wrong or not. */
const KEYWORDS: readonly (readonly [string, unknown])[] = [
  ['type', 'text'],
  ['type', 'number'],
  ['format', 'when'],
  ['format', 'date-time'],
  ['pattern', '('],
  ['maxLenght', 3],
  ['minimum', '3'],
  ['enum', []],
  ['properties', []],
  ['required', ['nobody']],
  ['items', { type: 'string', format: 'when' }],
  ['$ref', '#/properties/nobody'],
  ['patternProperties', { '.': {} }],
  ['x-pii', 'email'],
];

const changed = fc
  .tuple(fc.constantFrom(...schemas), fc.nat(), fc.constantFrom(...KEYWORDS))
  .map(([schema, which, [keyword, value]]) => {
    const copy = structuredClone(schema);
    const nodes = schemaNodes(copy).map((node) => node.schema as Record<string, unknown>);
    const node = nodes[which % nodes.length];
    if (node !== undefined) node[keyword] = value;
    return copy;
  });

describe('proving that schemas compile', () => {
  it('finds all of the catalog sound', () => {
    expect(schemas.length).toBeGreaterThan(50);
    for (const schema of schemas) expect(throws(proveCompiles, schema)).toBe(false);
  });

  it('throws where compiling throws, whatever was proven before', () => {
    let broken = 0;
    fc.assert(
      fc.property(changed, (schema) => {
        const expected = throws(compileProperties, schema);
        broken += Number(expected);
        expect(throws(proveCompiles, schema)).toBe(expected);
        expect(throws(proveCompiles, schema)).toBe(expected);
      }),
      { numRuns: 300 },
    );
    expect(broken).toBeGreaterThan(60);
  });
});
