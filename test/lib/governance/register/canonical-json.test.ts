import fc from 'fast-check';
import { canonicalJson } from '../../../../lib/governance/register/canonical-json';

/** A number by its bits, as appendix B of the RFC gives them. */
const ofBits = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE();

describe('canonicalJson', () => {
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s as %s (RFC 8785, appendix B)', (bits, text) => {
    expect(canonicalJson(ofBits(bits))).toBe(text);
  });

  it.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('refuses the number %s', (bits) => {
    expect(() => canonicalJson({ a: ofBits(bits) })).toThrow(/^JSON has no -?(NaN|Infinity)\.$/);
  });

  it('writes numbers, strings and literals as section 3.2.2 does', () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalJson(JSON.parse(input))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('orders keys by their UTF-16 code units, as section 3.2.3 does', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect([...text.matchAll(/"([^"]+)":0/g)].map(([, key]) => JSON.parse(`"${key}"`))).toEqual([
      '\r',
      '1',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\u{1f600}',
      '\ufb33',
    ]);
  });

  it('orders keys that look like numbers as text, and knows no blanks', () => {
    expect(canonicalJson({ b: [1, { z: null, a: 'x' }], 9: true, 10: 1e21, '\u20ac': undefined, é: '\u0007' })).toBe(
      '{"10":1e+21,"9":true,"b":[1,{"a":"x","z":null}],"é":"\\u0007"}',
    );
  });

  it('gives equal data equal bytes, and keeps all of it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it.each(['\ud800', 'a\udc00b', '\udc00\ud800', 'end \ud83d'])('refuses half a surrogate pair: %j', (text) => {
    expect(() => canonicalJson([text])).toThrow('half of a surrogate pair');
    expect(() => canonicalJson({ [text]: 1 })).toThrow('half of a surrogate pair');
  });

  it.each([
    [new Date(0), 'JSON has no Date'],
    [new Map([['a', 1]]), 'JSON has no Map'],
    [10n, 'JSON has no bigint.'],
    [undefined, 'JSON has no undefined.'],
    [() => 1, 'JSON has no function.'],
  ])('refuses what is more than its members: %s', (value, says) => {
    expect(() => canonicalJson(value)).toThrow(says);
  });
});
