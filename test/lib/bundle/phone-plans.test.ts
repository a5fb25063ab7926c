import { type CountryCode, type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import examples from 'libphonenumber-js/examples.mobile.json';
import plans from 'libphonenumber-js/metadata.min.json';
import { withoutFormats } from '../../../lib/bundle/phone-plans';

const full = plans as unknown as MetadataJson;
const small = withoutFormats(full);

const read = (text: string, home: CountryCode, by: MetadataJson) => {
  const found = parsePhoneNumberFromString(text, home, by);
  return [found?.number, found?.country, found?.isPossible(), found?.isValid()];
};

describe('numbering plans without formats', () => {
  it.each(Object.keys(examples) as CountryCode[])('read numbers of %s as the full ones do', (country) => {
    const national = examples[country];
    const code = full.countries[country]?.[0];
    const texts = [national, `0${national}`, `+${code}${national}`, `+${code} (0) ${national}`, national.slice(2)];
    for (const text of texts) {
      for (const home of [country, 'US' as const]) {
        expect(read(text, home, small)).toEqual(read(text, home, full));
      }
    }
  });

  it.each(['+80012345678', '+808 1234 5678', '+870773111632', '+883510012345', '+979123456789', '+999'])(
    'read %s, which is of no country, as the full ones do',
    (text) => {
      expect(read(text, 'US', small)).toEqual(read(text, 'US', full));
    },
  );

  it('are less than half as large', () => {
    expect(JSON.stringify(small).length).toBeLessThan(JSON.stringify(full).length / 2);
  });
});
