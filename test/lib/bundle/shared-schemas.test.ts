import * as fc from 'fast-check';
import { shareSchemas } from '../../../lib/bundle/shared-schemas';
import { compileProperties, propertiesAjv } from '../../../lib/workspace/properties-validator';

type Schema = Record<string, unknown>;
const id = { type: 'string', maxLength: 3 };
const product = { type: 'object', additionalProperties: false, properties: { id, price: { type: 'number' } } };
const closed = (properties: Schema): Schema => ({ type: 'object', additionalProperties: false, properties });

describe('shareSchemas', () => {
  it('puts parts that occur more than once in one place, whatever is said about them', () => {
    const { schemas, shared } = shareSchemas(
      new Map([
        ['Viewed', closed({ ...product.properties, who: { type: 'string', 'x-pii': 'name' } })],
        ['Ordered', closed({ products: { type: 'array', items: { ...product, description: 'What was bought' } } })],
        ['Shared', closed({ products: { type: 'array', items: product } })],
      ]),
    );
    expect(schemas.get('Viewed')).toEqual(
      closed({ id: { $ref: 'shared0' }, price: { type: 'number' }, who: { type: 'string' } }),
    );
    expect(schemas.get('Shared')).toEqual(schemas.get('Ordered'));
    expect([...shared.values()]).toContainEqual(closed({ id: { $ref: 'shared0' }, price: { type: 'number' } }));
    expect(shared.get('shared0')).toEqual(id);
  });

  it('leaves what occurs once as it is', () => {
    const schemas = new Map([['A', closed({ a: id, b: true })]]);
    expect(shareSchemas(schemas)).toEqual({ schemas, shared: new Map() });
  });

  it('changes neither what is valid nor where it is not', () => {
    const leaf = fc.constantFrom<Schema>(
      id,
      { type: 'number', minimum: 1 },
      { type: 'boolean' },
      { type: 'string', 'x-pii': 'name' },
    );
    const part = fc.oneof(
      leaf,
      fc.constant<Schema>(product),
      leaf.map((items) => ({ type: 'array', items, maxItems: 1 })),
      fc.dictionary(fc.constantFrom('a', 'b'), leaf, { noNullPrototype: true }).map(closed),
    );
    const schema = fc.dictionary(fc.constantFrom('a', 'b', 'c'), part, { noNullPrototype: true }).map(closed);
    const names = fc.constantFrom('a', 'b', 'c', 'id', 'price');
    const scalar = fc.constantFrom('x', 'long', 0, 1, true, null);
    const value = fc.oneof(scalar, fc.array(scalar), fc.dictionary(names, scalar, { noNullPrototype: true }));
    fc.assert(
      fc.property(schema, schema, fc.dictionary(names, value, { noNullPrototype: true }), (one, other, sent) => {
        const { schemas, shared } = shareSchemas(
          new Map([
            ['one', one],
            ['other', other],
          ]),
        );
        const ajv = propertiesAjv({ inlineRefs: false });
        for (const [name, part] of shared) ajv.addSchema(part, name);
        for (const [name, original] of [
          ['one', one],
          ['other', other],
        ] as const) {
          const plain = compileProperties(original);
          const rebuilt = ajv.compile(schemas.get(name) ?? {});
          expect(rebuilt(sent)).toBe(plain(sent));
          const places = (errors: typeof plain.errors) =>
            errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).sort();
          expect(places(rebuilt.errors)).toEqual(places(plain.errors));
        }
      }),
      { numRuns: 200 },
    );
  });
});
