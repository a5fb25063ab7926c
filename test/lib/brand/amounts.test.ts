import fc from 'fast-check';
import { amountsIn, numbersIn } from '../../../lib/brand/amounts';

const found = (text: string): readonly string[] => amountsIn(text).map(({ value, unit }) => `${value} ${unit}`);

describe('amounts in copy', () => {
  it.each([
    ['10% off', ['10 %']],
    ['10 % off, up to $5', ['10 %', '5 USD']],
    ['ten percent, or 10 percent', ['10 %']],
    ['15 USD off', ['15 USD']],
    ['USD 15 off', ['15 USD']],
    ['€ 1.000,50 oder 1,000.50 €', ['1000.5 EUR', '1000.5 EUR']],
    ['12.5% off', ['12.5 %']],
    ['until 6 December, 3 dishes, 2 for 1', []],
    ['BACK10% and COAT20 are codes', []],
    ['5 DIY tips', []],
  ])('reads "%s"', (text, amounts) => {
    expect(found(text)).toEqual(amounts);
  });

  it('finds what was written, wherever it stands', () => {
    const unit = fc.constantFrom('%', ' %', ' USD', ' EUR');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), unit, fc.constantFrom('', 'Take '), (value, sign, before) => {
        expect(found(`${before}${value}${sign} off, today.`)).toEqual([`${value} ${sign.trim()}`]);
      }),
    );
  });
});

describe('numbers in copy', () => {
  it('are told in any notation, each once, without those of codes', () => {
    expect(numbersIn('20% until 7 December with COAT20; 1,000 or 1.000 things, 20 more')).toEqual([7, 20, 1000]);
  });
});
