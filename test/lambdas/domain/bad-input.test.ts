import * as fc from 'fast-check';
import { admitAll } from '../../../lambdas/domain/admit-all';
import { browserDefaults } from '../../../lambdas/domain/signals';
import { readJson, shop, testEdge } from '../../support/edge-fixtures';
import { createMemoryVault } from '../../support/memory-vault';

const admit = async (batch: string) => {
  const request = readJson('batch', Buffer.from(`{"sentAt":"2026-11-27T12:00:00.000Z","batch":${batch}}`));
  if (request.kind === 'problem') throw new Error(request.code);
  return admitAll(testEdge, request.items, shop, { tokensFor: createMemoryVault().tokensFor, trace: 't' });
};
const good = '"type":"track","event":"Product Viewed"';
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** What comes of an event, as its JSON was sent. */
const cases: readonly (readonly [what: string, item: string, outcome: string])[] = [
  ['null for every identifier', `{${good},"userId":null,"anonymousId":null}`, 'no-identifier (identifiers)'],
  ['null as text', `{${good},"userId":"null","anonymousId":" NULL "}`, 'no-identifier (identifiers)'],
  ['zeroes and dashes', `{${good},"userId":"000-000"}`, 'no-identifier (identifiers)'],
  ['an identifier of blanks', `{${good},"userId":"  "}`, 'no-identifier (identifiers)'],
  ['an identifier that is a list', `{${good},"userId":["u"]}`, 'malformed (userId)'],
  ['an identifier that is no whole number', `{${good},"userId":1.5}`, 'malformed (userId)'],
  ['an identifier beyond all numbers', `{${good},"userId":1e999}`, 'malformed (userId)'],
  ['an identifier with a control character', `{${good},"userId":"u\\u0000"}`, 'no-identifier (identifiers)'],
  ['an identifier with half a character', `{${good},"userId":"u\\ud800"}`, 'no-identifier (identifiers)'],
  ['a time in 1970', `{${good},"userId":"u","timestamp":"1970-01-01T00:00:00Z"}`, 'too-late (timestamp)'],
  ['a time in 2099', `{${good},"userId":"u","timestamp":"2099-01-01T00:00:00Z"}`, 'accepted 2026-11-27T12:00:00.000Z'],
  [
    'a clock in 2099',
    `{${good},"userId":"u","timestamp":"2099-01-01T00:00:00Z","sentAt":"2099-01-01T00:01:00Z"}`,
    'accepted 2026-11-27T11:59:00.000Z',
  ],
  [
    'a time that runs backwards',
    `{${good},"userId":"u","timestamp":"2026-11-27T10:00:00Z","sentAt":"2026-11-27T09:00:00Z"}`,
    'accepted 2026-11-27T12:00:00.000Z',
  ],
  ['a time beyond all numbers', `{${good},"userId":"u","timestamp":-1e999}`, 'malformed (timestamp)'],
  ['a month that there is not', `{${good},"userId":"u","timestamp":"2026-13-01"}`, 'malformed (timestamp)'],
  [
    'a polluting property',
    `{${good},"userId":"u","properties":{"__proto__":{"admin":true}}}`,
    'malformed (__proto__ unsafe-name)',
  ],
  [
    'a polluting property at depth',
    `{${good},"userId":"u","properties":{"attributes":{"__proto__":1}}}`,
    'malformed (attributes.__proto__ unsafe-name)',
  ],
  [
    'a constructor’s prototype',
    `{${good},"userId":"u","properties":{"constructor":{"prototype":{"admin":true}}}}`,
    'accepted 2026-11-27T12:00:00.000Z',
  ],
  ['a polluting call', `{${good},"userId":"u","__proto__":{"event":"Poked"}}`, 'accepted 2026-11-27T12:00:00.000Z'],
  ['an event of the prototype', '{"type":"track","event":"__proto__","userId":"u"}', 'unknown-event (event)'],
  [
    'more nesting than anybody needs',
    `{${good},"userId":"u","properties":{"attributes":${deep(40)}}}`,
    'event-too-deep',
  ],
  [
    'half a character',
    `{${good},"userId":"u","properties":{"category":"\\udfff"}}`,
    'malformed (category broken-text)',
  ],
  ['a number beyond all', `{${good},"userId":"u","properties":{"price":1e400}}`, 'malformed (price infinite-number)'],
  ['NaN as text', `{${good},"userId":"u","properties":{"price":"NaN"}}`, 'schema-violation (/price type)'],
  [
    'a number that rounds',
    `{${good},"userId":"u","properties":{"price":0.1000000000000000055}}`,
    'accepted 2026-11-27T12:00:00.000Z',
  ],
  ['null for a value', `{${good},"userId":"u","properties":{"price":null}}`, 'schema-violation (/price type)'],
  ['a text for properties', `{${good},"userId":"u","properties":"price"}`, 'malformed (properties)'],
  ['a list for a context', `{${good},"userId":"u","context":[]}`, 'malformed (context)'],
  ['an event that is a number', '{"type":"track","event":7,"userId":"u"}', 'malformed (event)'],
  ['a type that is an object', '{"type":{},"userId":"u"}', 'malformed (type)'],
  ['a call that is a number', '7', 'malformed (item)'],
  ['a messageId that is an object', `{${good},"userId":"u","messageId":{"a":1}}`, 'accepted 2026-11-27T12:00:00.000Z'],
  ['a messageId that goes on', `{${good},"userId":"u","messageId":"${'m'.repeat(101)}"}`, 'malformed (messageId)'],
  [
    'a messageId that is a phone number',
    `{${good},"userId":"u","messageId":"+1 202 555 0143"}`,
    'malformed (messageId)',
  ],
  ['more than 32 KB', `{${good},"userId":"u","properties":{"category":"${'x'.repeat(33_000)}"}}`, 'event-too-large'],
];

describe('bad input', () => {
  it.each(cases)('has an outcome: %s', async (_what, item, outcome) => {
    const { events, rejected, quarantined } = await admit(`[${item}]`);
    const [first] = rejected;
    const told = first === undefined ? '' : `${first.code} ${/\(.*\)/.exec(first.message)?.[0] ?? ''}`.trim();

    expect(first === undefined ? `accepted ${events[0]?.event.detail.occurredAt}` : told).toBe(outcome);
    expect(quarantined).toHaveLength(outcome.includes('(') ? 1 : 0);
    expect(events.length + rejected.length).toBe(1);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('admin');
  });

  it('spoils nothing beside it', async () => {
    const items = cases.map(([, item]) => item);
    const { events } = await admit(`[${items.map((item) => `${item},{${good},"userId":"u"}`).join(',')}]`);

    expect(events.filter(({ index }) => index % 2 === 1)).toHaveLength(items.length);
  });

  it('keeps nobody’s browser from stating its default', () => {
    const infinite = `{${good},"userId":"u","context":{"traits":{"age":1e999},"externalIds":[{"type":"email","id":-1e999}]}}`;
    const request = readJson(
      'batch',
      Buffer.from(`{"batch":[${[...cases.map(([, item]) => item), infinite].join(',')}]}`),
    );
    if (request.kind === 'problem') throw new Error(request.code);
    const rules = {
      gpc: { lastUpdate: '2026-10-01', sources: ['web-shop'], withdraws: [{ purpose: 'offers', channel: '*' }] },
    };

    const defaults = browserDefaults(request.items, rules, { source: 'web-shop', gpc: true });
    expect(defaults.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['call']));
  });

  it('has one outcome for every item of any JSON, and never an exception', async () => {
    const hostile = fc.constantFrom('__proto__', 'constructor', 'toString', '\ud800', '1e999', '');
    const key = fc.oneof(
      fc.constantFrom(
        'type',
        'event',
        'userId',
        'anonymousId',
        'messageId',
        'timestamp',
        'sentAt',
        'properties',
        'traits',
        'context',
        'externalIds',
        'protocols',
        'event_version',
        'groupId',
        'previousId',
        'category',
        'price',
        'rooms',
        'address',
      ),
      hostile,
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(
          'track',
          'identify',
          'alias',
          'group',
          'page',
          'Product Viewed',
          'Order Completed',
          'u',
          0,
          -1,
          1e308,
          0.5,
          true,
          null,
        ),
        hostile,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 5 }), async (batch) => {
        // What JSON cannot be written from: numbers beyond all, and names that an object literal would not own.
        const text = JSON.stringify(batch).replaceAll('"1e999"', '1e999');
        const { events, rejected } = await admit(text.replaceAll('1e999:', '"1e999":'));
        expect([...events, ...rejected].map(({ index }) => index).sort((a, b) => a - b)).toEqual(
          batch.map((_, at) => at),
        );
        expect(() => JSON.stringify(events)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
