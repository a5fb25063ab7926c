import { own, sortedRecord, withMember } from '../../../lambdas/domain/record';

const proto = JSON.parse('{"__proto__":1}') as Record<string, number>;

describe('records', () => {
  it("gives a record's own members only", () => {
    expect(own<unknown>({}, 'constructor')).toBeUndefined();
    expect(own<unknown>({}, '__proto__')).toBeUndefined();
    expect(own(proto, '__proto__')).toBe(1);
  });

  it('has the same bytes however its members came', () => {
    const one = withMember(withMember({}, 'b', 1), 'a', 2);
    expect(JSON.stringify(one)).toBe('{"a":2,"b":1}');
    expect(JSON.stringify(withMember(one, 'b', 3))).toBe('{"a":2,"b":3}');
    expect(
      JSON.stringify(
        sortedRecord([
          ['b', 1],
          ['a', 2],
        ]),
      ),
    ).toBe('{"a":2,"b":1}');
  });

  it('keeps a member named __proto__ a member', () => {
    const record = withMember<number>({}, '__proto__', 1);
    expect(JSON.stringify(record)).toBe('{"__proto__":1}');
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  });
});
