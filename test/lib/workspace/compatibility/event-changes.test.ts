import type { CatalogEvent } from '../../../../contracts/event';
import { eventChanges } from '../../../../lib/workspace/compatibility/event-changes';

const text = { type: 'string' };
const event = (more: Partial<CatalogEvent> = {}, properties: object = { topic: text, handle: text }): CatalogEvent => ({
  event: 'Brand Mentioned',
  version: '1-0-0',
  owner: 'care',
  purpose: 'customer-care',
  retention: '90 days',
  madeBy: 'source',
  schema: { type: 'object', additionalProperties: false, properties },
  ...more,
});

describe('eventChanges', () => {
  it.each<[string, CatalogEvent, CatalogEvent, readonly string[]]>([
    ['nothing', event(), event({ version: '1-0-1' }), []],
    ['what nothing depends on', event(), event({ owner: 'it', description: 'D', retired: true }), []],
    ['another purpose', event(), event({ purpose: 'offers' }), ['model purpose went from "customer-care" to "offers"']],
    ['another maker', event(), event({ madeBy: 'platform' }), ['model madeBy went from "source" to "platform"']],
    ['a shorter life', event(), event({ retention: '9 days' }), ['revision retention went from "90 days" to "9 days"']],
    [
      'a property that begins to identify',
      event(),
      event({ identifies: { handle: 'social' } }),
      ['model "handle" identifies "social" instead of nothing'],
    ],
    [
      'a property that identifies somebody else',
      event({ identifies: { handle: 'social' } }),
      event({ identifies: { handle: 'email' } }),
      ['model "handle" identifies "email" instead of "social"'],
    ],
    [
      'a new property that identifies',
      event(),
      event({ identifies: { card: 'loyalty' } }, { topic: text, handle: text, card: text }),
      ['addition "card" identifies "loyalty" instead of nothing', 'addition "card" was added'],
    ],
    [
      'a new trait',
      event(),
      event({ sets: { t: 'topic' } }),
      ['addition trait "t" is set from "topic" instead of nothing'],
    ],
    [
      'a trait from elsewhere',
      event({ sets: { t: 'topic' } }),
      event({ sets: { t: 'handle' } }),
      ['revision trait "t" is set from "handle" instead of "topic"'],
    ],
    [
      'a trait that is not set any more',
      event({ sets: { t: 'topic' } }),
      event(),
      ['revision trait "t" is set from nothing instead of "topic"'],
    ],
    [
      'what is taken from the context',
      event({ context: { topic: 'page.title' } }),
      event({ context: { topic: 'page.path', handle: 'app.name' } }),
      [
        'revision "topic" is taken from the context at "page.path" instead of "page.title"',
        'addition "handle" is taken from the context at "app.name" instead of nothing',
      ],
    ],
    ['a first memory', event(), event({ remember: ['topic'] }), ['addition the event is remembered now']],
    ['no memory', event({ remember: [] }), event(), ['revision the event is not remembered any more']],
    [
      'another memory',
      event({ remember: ['topic'] }),
      event({ remember: ['handle'] }),
      ['revision "topic" is not remembered any more', 'addition "handle" is remembered now'],
    ],
    ['a property taken away', event(), event({}, { topic: text }), ['model "handle" was removed']],
  ])('says of %s how much it breaks', (_case, before, after, expected) => {
    expect(eventChanges(before, after).map(({ level, what }) => `${level} ${what}`)).toEqual(expected);
  });

  it('judges a fact that it does not know as one that may break something', () => {
    const later = { ...event(), transactional: true } as CatalogEvent;
    expect(eventChanges(event(), later)).toEqual([
      { level: 'revision', what: 'transactional went from nothing to true', path: ['transactional'] },
    ]);
  });
});
