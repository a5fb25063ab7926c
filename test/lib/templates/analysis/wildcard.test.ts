import fc from 'fast-check';
import { conditionsHold } from '../../../../lib/governance/analysis/condition';
import { isWithin, matchesArn, matchesWildcard } from '../../../../lib/governance/analysis/wildcard';

describe('matchesWildcard', () => {
  it.each([
    ['*', 'anything', true],
    ['table/*', 'table/profiles', true],
    ['table/*', 'table', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*Item', 'GetItem', true],
    ['Get*I*m', 'GetItem', true],
    ['', '', true],
  ])('%s for %s is %s', (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });
});

describe('matchesArn', () => {
  it('keeps a star within its part', () => {
    expect(matchesArn('arn:aws:events:*:1:rule/*', 'arn:aws:events:us-east-1:1:rule/bus/x')).toBe(true);
    expect(matchesArn('arn:aws:*:rule/*', 'arn:aws:events:us-east-1:1:rule/x')).toBe(false);
  });
});

describe('isWithin', () => {
  it.each([
    ['table/profiles', 'table/*', true],
    ['table/pro*', 'table/*', true],
    ['table/*', 'table/pro*', false],
    ['table/*', 'table/profiles', false],
    ['*', 'table/*', false],
    ['a*', 'a?', false],
    ['a?', 'a*', true],
    ['a?', 'a?', true],
  ])('%s within %s is %s', (inner, outer, expected) => {
    expect(isWithin(inner, outer)).toBe(expected);
  });

  it('never calls a pattern narrower that lets in a text the other refuses', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, pattern, text, (inner, outer, value) => {
        fc.pre(isWithin(inner, outer) && matchesWildcard(inner, value));
        expect(matchesWildcard(outer, value)).toBe(true);
      }),
    );
  });
});

describe('conditionsHold', () => {
  it.each([
    ['an absent key', { StringEquals: { k: ['a'] } }, {}, false],
    ['an absent key under a negation', { StringNotEquals: { k: ['a'] } }, {}, true],
    ['an absent key with IfExists', { StringEqualsIfExists: { k: ['a'] } }, {}, true],
    ['an absent key with ForAllValues', { 'ForAllValues:StringEquals': { k: ['a'] } }, {}, true],
    ['one bad value with ForAllValues', { 'ForAllValues:StringEquals': { k: ['a'] } }, { k: ['a', 'b'] }, false],
    ['one good value with ForAnyValue', { 'ForAnyValue:StringEquals': { k: ['a'] } }, { k: ['a', 'b'] }, true],
    ['a key in other letters', { StringEquals: { 'AWS:SourceAccount': ['1'] } }, { 'aws:SourceAccount': '1' }, true],
    ['a pattern of ARNs', { ArnLike: { k: ['arn:aws:sns:*:1:*'] } }, { k: 'arn:aws:sns:us-east-1:1:t' }, true],
    ['a truth value', { Bool: { k: ['false'] } }, { k: 'true' }, false],
    ['absence itself', { Null: { k: ['true'] } }, {}, true],
    ['two keys of which one fails', { StringEquals: { k: ['a'], l: ['b'] } }, { k: 'a', l: 'x' }, false],
  ])('judges %s', (_, conditions, context, expected) => {
    expect(conditionsHold(conditions, context as Record<string, string>)).toBe(expected);
  });

  it('refuses an operator it does not know', () => {
    expect(() =>
      conditionsHold({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } }, { 'aws:SourceIp': '10.0.0.1' }),
    ).toThrow('IpAddress');
  });
});
