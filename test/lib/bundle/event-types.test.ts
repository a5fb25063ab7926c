import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogEvent } from '../../../contracts/event';
import { EVENT_TYPES_FILE, eventTypesText } from '../../../lib/bundle/event-types';
import { loadWorkspace } from '../../../lib/workspace';

const ROOT = join(__dirname, '../../..');

const event = (name: string, schema: object, more: Partial<CatalogEvent> = {}): CatalogEvent => ({
  event: name,
  version: '1-0-0',
  owner: 'it',
  purpose: 'offers',
  retention: '9 days',
  madeBy: 'source',
  schema: { type: 'object', additionalProperties: false, ...schema },
  ...more,
});
describe('eventTypesText', () => {
  it('is what is committed', () => {
    const { workspace } = loadWorkspace(ROOT, { asOf: new Date('2026-11-25T12:00:00Z') });
    if (workspace === undefined) throw new Error('The shipped workspace does not load.');

    expect(readFileSync(join(ROOT, EVENT_TYPES_FILE), 'utf8')).toBe(eventTypesText(workspace));
  });

  it.each<[string, object, string]>([
    ['text', { type: 'string', maxLength: 9 }, 'readonly a?: string;'],
    ['whole and other numbers alike', { type: ['integer', 'number', 'null'] }, 'readonly a?: number | null;'],
    ['words', { type: 'string', enum: ['x', "it's"] }, "readonly a?: 'x' | 'it\\'s';"],
    ['one value', { const: 7 }, 'readonly a?: 7;'],
    ['personal data', { type: 'string', 'x-pii': 'email' }, 'readonly a?: Token;'],
    ['a list', { type: 'array', items: { type: 'boolean' } }, 'readonly a?: readonly boolean[];'],
    [
      'a list of several types',
      { type: 'array', items: { type: ['string', 'number'] } },
      'readonly a?: readonly (string | number)[];',
    ],
    ['a list of anything', { type: 'array' }, 'readonly a?: readonly Json[];'],
    ['an open object', { type: 'object' }, 'readonly a?: Readonly<Record<string, Json>>;'],
    ['an empty one', { type: 'object', additionalProperties: false }, 'readonly a?: Readonly<Record<string, never>>;'],
    ['anything', {}, 'readonly a?: Json;'],
  ])('types %s', (_case, schema, expected) => {
    expect(eventTypesText({ catalog: [event('A', { properties: { a: schema } })] })).toContain(
      `export interface EventProperties {\n  readonly A: {\n    ${expected}\n  };\n}\n`,
    );
  });

  it('tells what is required, what it means, and nests', () => {
    const product = {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string' }, 'in stock': { type: 'boolean' } },
    };
    const text = eventTypesText({
      catalog: [
        event('Order Completed', {}, { version: '1-0-9' }),
        event(
          'Order Completed',
          {
            required: ['at'],
            properties: {
              at: { type: 'string', description: 'When\n it was */ paid' },
              products: { type: 'array', items: product },
              match: { type: 'string', enum: Array.from({ length: 12 }, (_, at) => `quite a long word ${at}`) },
            },
          },
          { version: '1-0-10', madeBy: 'platform', description: 'A basket was paid.' },
        ),
      ],
    });

    expect(text).toContain(`  /** A basket was paid. */
  readonly 'Order Completed': {
    /** When it was * / paid. */
    readonly at: string;
    readonly products?: readonly {
      readonly id: string;
      readonly 'in stock'?: boolean;
    }[];
    readonly match?:
      | 'quite a long word 0'
      | 'quite a long word 1'`);
    expect(text).toContain("  'Order Completed': 'Order Completed/1-0-10',");
  });
});
