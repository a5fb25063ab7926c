import { SHARES, syntheticPerson } from '../../../local/panel/person';

const HOUSEHOLDS = Array.from({ length: 2500 }, (_, index) => index + 1);

describe('made-up people', () => {
  it('depends on the household’s number alone', () => {
    expect(syntheticPerson(979)).toEqual(syntheticPerson(979));
    expect(syntheticPerson(979)).toMatchObject({ email: 'hh979@households.example', loyaltyNumber: 'HL-000979' });
  });

  it('gives everybody a telephone of their own that belongs to nobody', () => {
    const phones = HOUSEHOLDS.map((household) => syntheticPerson(household).phone);
    expect(new Set(phones).size).toBe(phones.length);
    expect(phones.filter((phone) => !/^\+1[2-9]\d\d55501\d\d$/.test(phone))).toEqual([]);
  });

  it('comes near the shares it states', () => {
    const share = (holds: (household: number) => boolean): number =>
      HOUSEHOLDS.filter(holds).length / HOUSEHOLDS.length;
    expect(share((household) => syntheticPerson(household).hasApp)).toBeCloseTo(SHARES.app, 1);
    expect(share((household) => syntheticPerson(household).consents.includes('email'))).toBeCloseTo(
      SHARES.consent.email,
      1,
    );
  });
});
