import { canonicalTemplate } from '../../../lib/evidence/canonical-template';

const policy = (statement: object) => ({ Resources: { P: { Properties: { Document: { Statement: [statement] } } } } });
const same = (one: object, other: object): boolean => canonicalTemplate(one) === canonicalTemplate(other);

describe('canonicalTemplate', () => {
  it('is the same in whichever order keys stand', () => {
    expect(same({ a: { b: 1, c: [2] }, d: 3 }, { d: 3, a: { c: [2], b: 1 } })).toBe(true);
  });

  it.each(['Action', 'NotAction', 'Resource', 'NotResource'])(
    'is the same in whichever order %s is listed',
    (member) => {
      const statement = (list: readonly unknown[]) => policy({ Effect: 'Allow', [member]: list });
      expect(same(statement(['a', { Ref: 'b' }]), statement([{ Ref: 'b' }, 'a']))).toBe(true);
      expect(same(statement(['a', 'b']), statement(['a', 'c']))).toBe(false);
      expect(same(statement(['a', 'a']), statement(['a']))).toBe(false);
    },
  );

  it('is the same in whichever order principals are listed', () => {
    const statement = (list: readonly string[]) => policy({ Effect: 'Allow', Principal: { AWS: list } });
    expect(same(statement(['a', 'b']), statement(['b', 'a']))).toBe(true);
    expect(same(statement(['a']), policy({ Effect: 'Allow', Principal: { Service: ['a'] } }))).toBe(false);
  });

  it.each([
    { case: 'tags', of: (list: readonly string[]) => ({ Resources: { Q: { Properties: { Tags: list } } } }) },
    { case: 'statements', of: (list: readonly string[]) => ({ Policy: { Statement: list } }) },
    {
      case: 'values of a condition',
      of: (list: readonly string[]) => policy({ Effect: 'Deny', Condition: { A: { b: list } } }),
    },
    {
      case: 'an Action that is no statement of a policy',
      of: (list: readonly string[]) => ({ Rule: { Action: list } }),
    },
  ])('keeps the order of $case', ({ of }) => {
    expect(same(of(['a', 'b']), of(['b', 'a']))).toBe(false);
  });

  it('ends with a line end, as files do', () => {
    expect(canonicalTemplate({ b: [1, null], a: 'x' })).toBe('{"a":"x","b":[1,null]}\n');
  });
});
