import * as fc from 'fast-check';
import { type Change, schemaChanges } from '../../../../lib/workspace/compatibility/schema-changes';
import { compileProperties } from '../../../../lib/workspace/properties-validator';

type Schema = Record<string, unknown>;
const closed = (properties: Schema, more: Schema = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});
const one = (schema: Schema): Schema => closed({ a: schema });
const told = (changes: readonly Change[]): readonly string[] => changes.map(({ level, what }) => `${level} ${what}`);
const text = { type: 'string' };
const number = { type: 'number' };

describe('schemaChanges', () => {
  it.each<[string, Schema, Schema, readonly string[]]>([
    ['nothing', one(text), one(text), []],
    ['words about it', one(text), one({ ...text, description: 'A', title: 'T', examples: ['x'], default: 'y' }), []],
    ['a new property', one(text), closed({ a: text, b: number }), ['addition "b" was added']],
    ['a property taken away', closed({ a: text, b: number }), one(text), ['model "b" was removed']],
    [
      'a property under another name',
      closed({ a: text, b: { type: 'boolean' } }),
      closed({ a: text, c: { type: 'boolean' } }),
      ['model "b" was removed or renamed to "c"', 'addition "c" was added'],
    ],
    ['another type', one(text), one(number), ['model "a": the type went from "string" to "number"']],
    [
      'one type more',
      one(text),
      one({ type: ['string', 'null'] }),
      ['addition "a": the type went from "string" to ["string","null"]'],
    ],
    [
      'one type less',
      one({ type: ['string', 'null'] }),
      one(text),
      ['revision "a": the type went from ["string","null"] to "string"'],
    ],
    [
      'whole numbers only',
      one(number),
      one({ type: 'integer' }),
      ['revision "a": the type went from "number" to "integer"'],
    ],
    ['all numbers', one({ type: 'integer' }), one(number), ['addition "a": the type went from "integer" to "number"']],
    ['a first type', one({}), one(text), ['revision "a": the type went from "any" to "string"']],
    [
      'a known property that is required',
      one(text),
      closed({ a: text }, { required: ['a'] }),
      ['revision "a" is required'],
    ],
    [
      'a new property that is required',
      one(text),
      closed({ a: text, b: text }, { required: ['b'] }),
      ['addition "b" was added', 'model "b" is required'],
    ],
    [
      'a property that is free',
      closed({ a: text }, { required: ['a'] }),
      one(text),
      ['addition "a" is not required any more'],
    ],
    ['fewer words', one({ enum: ['x', 'y'] }), one({ enum: ['x'] }), ['revision "a": "y" are not allowed any more']],
    ['more words', one({ enum: ['x'] }), one({ enum: ['x', 'y'] }), ['addition "a": "y" became possible']],
    ['other words', one({ enum: ['x'] }), one({ enum: ['y'] }), ['model "a": "x" are not allowed any more']],
    ['first words', one(text), one({ ...text, enum: ['x'] }), ['revision "a": only ["x"] are allowed now']],
    ['one word', one({ const: 1 }), one({ const: 2 }), ['model "a": 1 are not allowed any more']],
    [
      'shorter texts',
      one({ ...text, maxLength: 9 }),
      one({ ...text, maxLength: 8 }),
      ['revision "a": maxLength went from 9 to 8'],
    ],
    [
      'longer texts',
      one({ ...text, maxLength: 9 }),
      one({ ...text, maxLength: 10 }),
      ['addition "a": maxLength went from 9 to 10'],
    ],
    ['a first limit', one(text), one({ ...text, minLength: 1 }), ['revision "a": minLength went from "none" to 1']],
    [
      'a lower limit',
      one({ ...number, minimum: 1 }),
      one({ ...number, minimum: 0 }),
      ['addition "a": minimum went from 1 to 0'],
    ],
    ['no limit', one({ ...number, maximum: 1 }), one(number), ['addition "a": maximum went from 1 to "none"']],
    ['a pattern', one(text), one({ ...text, pattern: '^x' }), ['revision "a": the pattern is "^x" now']],
    [
      'another format',
      one({ ...text, format: 'date' }),
      one({ ...text, format: 'email' }),
      ['revision "a": the format is "email" instead of "date"'],
    ],
    ['no format', one({ ...text, format: 'date' }), one(text), ['addition "a": the format "date" is gone']],
    [
      'items that differ',
      one({ type: 'array' }),
      one({ type: 'array', uniqueItems: true }),
      ['revision "a": items must differ from each other now'],
    ],
    ['a keyword that no rule knows', one(text), one({ ...text, not: { const: 'x' } }), ['revision "a": not changed']],
    [
      'personal data',
      one(text),
      one({ ...text, 'x-pii': 'email' }),
      ['model "a": x-pii went from "none" to "email": values before and after cannot be compared'],
    ],
    [
      'personal data no more',
      one({ ...text, 'x-pii': 'name' }),
      one(text),
      ['model "a": x-pii went from "name" to "none": values before and after cannot be compared'],
    ],
    ['new personal data', one(text), closed({ a: text, b: { ...text, 'x-pii': 'email' } }), ['addition "b" was added']],
    [
      'no strangers',
      { type: 'object', properties: { a: text } },
      one(text),
      ['revision the properties allow no undeclared properties any more'],
    ],
    [
      'strangers',
      one(text),
      { type: 'object', properties: { a: text } },
      ['addition the properties allow other undeclared properties'],
    ],
    [
      'a rule for what was open',
      { type: 'object', properties: {} },
      { type: 'object', properties: { a: text } },
      ['revision "a" was open to any value before'],
    ],
  ])('says of %s how much it breaks', (_case, before, after, expected) => {
    expect(told(schemaChanges(before, after))).toEqual(expected);
  });

  it('looks into lists and objects, and says where in the later file', () => {
    const list = (item: Schema) =>
      closed({ products: { type: 'array', items: closed({ price: item, at: closed({ x: item }) }) } });

    expect(schemaChanges(list(number), list({ ...number, minimum: 0 }))).toMatchObject([
      {
        property: 'products[].price',
        path: ['schema', 'properties', 'products', 'items', 'properties', 'price', 'minimum'],
      },
      { property: 'products[].at.x', level: 'revision' },
    ]);
    expect(schemaChanges(list(number), closed({ products: { type: 'array' } }))).toMatchObject([
      { property: 'products[]', level: 'addition', path: ['schema', 'properties', 'products'] },
    ]);
  });

  it('is not led astray by names that every object has', () => {
    expect(told(schemaChanges(closed({}), closed({ constructor: text })))).toEqual([
      'addition "constructor" was added',
    ]);
  });

  const kinds: readonly fc.Arbitrary<Schema>[] = [
    fc.record(
      {
        type: fc.constant('string'),
        minLength: fc.nat(2),
        maxLength: fc.nat(4),
        enum: fc.subarray(['', 'x', 'xy', 'xyz'], { minLength: 1 }),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constantFrom('number', 'integer'),
        minimum: fc.integer({ min: -1, max: 1 }),
        exclusiveMaximum: fc.integer({ min: 0, max: 2 }),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      { type: fc.constant(['string', 'number', 'null']), const: fc.constantFrom('x', 1, null) },
      { requiredKeys: ['type'] },
    ),
    fc.constant({ type: 'boolean' }),
  ];
  const leaf = fc.oneof(...kinds);
  const list = fc.record(
    { type: fc.constant('array'), items: leaf, maxItems: fc.nat(2), uniqueItems: fc.boolean() },
    { requiredKeys: ['type'] },
  );
  const objectOf = (member: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> =>
    fc
      .tuple(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), member, { noNullPrototype: true }),
        fc.subarray(['a', 'b', 'c']),
        fc.boolean(),
      )
      .map(([properties, required, additionalProperties]) => ({
        type: 'object',
        properties,
        required: required.filter((name) => name in properties),
        ...(additionalProperties ? {} : { additionalProperties }),
      }));
  const schema = objectOf(fc.oneof(leaf, list, objectOf(leaf)));
  const scalar = fc.constantFrom('', 'x', 'xy', 'xyz', 'xyzzy', -1, 0, 0.5, 1, 2, true, null);
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), scalar, { noNullPrototype: true }),
  );
  const values = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value, { noNullPrototype: true }), {
    minLength: 20,
    maxLength: 20,
  });

  /** Two schemas, the second often the first with a member exchanged: of two random ones most break all. */
  const pair = fc.oneof(
    fc.tuple(schema, schema),
    fc.tuple(schema, schema, fc.constantFrom('a', 'b', 'c')).map(([before, other, name]) => {
      const [old, others] = [before.properties as Schema, other.properties as Schema];
      const required = (before.required as string[]).filter((one) => one !== name);
      return [before, { ...before, properties: { ...old, ...(name in others && { [name]: others[name] }) }, required }];
    }),
  );

  it('calls nothing an addition that makes a good value bad', () => {
    let judged = 0;
    fc.assert(
      fc.property(pair, values, ([before, after], sent) => {
        if (schemaChanges(before, after).some(({ level }) => level !== 'addition')) return;
        judged += 1;
        const [was, is] = [compileProperties(before), compileProperties(after)];
        expect(sent.filter((one) => was(one) && !is(one))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(judged).toBeGreaterThan(100);
  });

  it('finds no change between a schema and itself', () => {
    fc.assert(fc.property(schema, (same) => expect(schemaChanges(same, structuredClone(same))).toEqual([])));
  });
});
