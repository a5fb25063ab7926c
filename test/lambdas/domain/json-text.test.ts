import * as fc from 'fast-check';
import { jsonOf, nests, textNests } from '../../../lambdas/domain/json-text';

describe('nesting', () => {
  it('is the same in a text as in its value', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat({ max: 6 }), (text, most) => {
        expect(textNests(text, most)).toBe(nests(JSON.parse(text), most));
      }),
    );
  });

  it('is found without an end of the stack, however deep', () => {
    const text = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(textNests(text, 32)).toBe(true);
    expect(nests(jsonOf(text), 32)).toBe(true);
  });

  it('is not seen in brackets that stand in a string', () => {
    expect(textNests(JSON.stringify('[[[["{{{{\\"'), 1)).toBe(false);
  });
});

describe('jsonOf', () => {
  it('is undefined for what is no JSON', () => {
    expect(jsonOf('{')).toBeUndefined();
    expect(jsonOf('null')).toBeNull();
  });
});
