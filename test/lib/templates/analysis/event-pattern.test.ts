import { EventPatternError, matchesPattern } from '../../../../lib/governance/analysis/event-pattern';
import type { Resolved } from '../../../../lib/governance/analysis/template';

const event = {
  source: 'tandem.edge.web',
  'detail-type': 'Product Viewed',
  detail: {
    category: 'Outerwear',
    price: 49.5,
    tags: ['new', 'sale'],
    nothing: null,
    items: [
      { sku: 'a', n: 1 },
      { sku: 'b', n: 2 },
    ],
  },
};

describe('matchesPattern', () => {
  it.each<[string, Resolved, boolean]>([
    ['one of several values', { source: ['x', 'tandem.edge.web'] }, true],
    ['none of the values', { source: ['x'] }, false],
    ['all keys, not some', { source: ['tandem.edge.web'], 'detail-type': ['Other'] }, false],
    ['a prefix', { source: [{ prefix: 'tandem.edge.' }] }, true],
    ['a prefix in other letters', { source: [{ prefix: { 'equals-ignore-case': 'TANDEM.' } }] }, true],
    ['a prefix, with regard to letters', { source: [{ prefix: 'TANDEM.' }] }, false],
    ['a suffix', { source: [{ suffix: '.web' }] }, true],
    ['text without regard to letters', { detail: { category: [{ 'equals-ignore-case': 'OUTERWEAR' }] } }, true],
    ['a wildcard', { source: [{ wildcard: 'tandem.*.w*b' }] }, true],
    ['a wildcard whose dot is a dot', { source: [{ wildcard: 'tandem*edge.we' }] }, false],
    ['anything but a value', { source: [{ 'anything-but': 'tandem.resolved' }] }, true],
    ['anything but a list with the value', { source: [{ 'anything-but': ['a', 'tandem.edge.web'] }] }, false],
    ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'tandem.' } }] }, false],
    ['anything but several prefixes', { source: [{ 'anything-but': { prefix: ['aws.', 'com.'] } }] }, true],
    ['anything but, where the field is absent', { missing: [{ 'anything-but': 'x' }] }, false],
    ['what exists', { detail: { category: [{ exists: true }] } }, true],
    ['what must not exist', { 'replay-name': [{ exists: false }] }, true],
    ['what must not exist below what is absent', { missing: { deep: [{ exists: false }] } }, true],
    ['an object, which does not exist as a value', { detail: [{ exists: true }] }, false],
    ['null', { detail: { nothing: [null] } }, true],
    ['a number in a range', { detail: { price: [{ numeric: ['>', 10, '<=', 49.5] }] } }, true],
    ['a number outside', { detail: { price: [{ numeric: ['<', 10] }] } }, false],
    ['a number, not its text', { detail: { price: ['49.5'] } }, false],
    ['one of a list in the event', { detail: { tags: ['sale'] } }, true],
    ['one of a list of objects', { detail: { items: { sku: ['b'] } } }, true],
    ['either of two patterns', { $or: [{ source: ['x'] }, { 'detail-type': ['Product Viewed'] }] }, true],
    ['neither of two patterns', { $or: [{ source: ['x'] }, { source: ['y'] }] }, false],
    ['everything, where nothing is asked', {}, true],
  ])('judges %s', (_, pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  it.each<[string, Resolved]>([
    ['an operator it does not know', { source: [{ cidr: '10.0.0.0/8' }] }],
    ['two operators in one test', { source: [{ prefix: 'a', suffix: 'b' }] }],
    ['an empty list', { source: [] }],
    ['a value that is no list', { source: 'tandem.edge.web' }],
    ['an $or of one', { $or: [{ source: ['x'] }] }],
    ['two stars in a row', { source: [{ wildcard: 'a**' }] }],
    ['a comparison without number', { detail: { price: [{ numeric: ['>', 'ten'] }] } }],
    ['exists with a text', { source: [{ exists: 'true' }] }],
    ['anything-but with an operator it does not know', { source: [{ 'anything-but': { cidr: 'x' } }] }],
  ])('refuses %s', (_, pattern) => {
    expect(() => matchesPattern(pattern, event)).toThrow(EventPatternError);
  });
});
