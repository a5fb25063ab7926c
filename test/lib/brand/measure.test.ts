import { characters, readingGrade, smsSize } from '../../../lib/brand/measure';

describe('the size of a short message', () => {
  it.each([
    [160, 'a', 1, 'GSM-7'],
    [161, 'a', 2, 'GSM-7'],
    [306, 'a', 2, 'GSM-7'],
    [307, 'a', 3, 'GSM-7'],
    [70, 'ж', 1, 'UCS-2'],
    [71, 'ж', 2, 'UCS-2'],
    [80, '€', 1, 'GSM-7'],
    [81, '€', 2, 'GSM-7'],
  ] as const)('counts %i times "%s" as %i segments of %s', (times, letter, segments, encoding) => {
    expect(smsSize(letter.repeat(times))).toMatchObject({ segments, encoding });
  });

  it('names the characters that force the dear alphabet', () => {
    expect(smsSize('It’s here 🎉, it’s now').odd).toEqual(['’', '🎉']);
  });
});

describe('the reading level', () => {
  const plain =
    'We cook for you. You eat with us. It is warm and it is good. Come by when you can, we are here all day.';
  const stiff =
    'Notwithstanding considerable organisational complications, our administration endeavours to facilitate individually personalised nutritional recommendations for every participating household of our neighbouring communities.';

  it('is low for short words and high for long ones', () => {
    expect(readingGrade(plain)).toBeLessThan(3);
    expect(readingGrade(stiff)).toBeGreaterThan(15);
  });

  it('is not told of a text too short to have one', () => {
    expect(readingGrade('Dinner, planned for you')).toBeUndefined();
  });
});

describe('the length of a text', () => {
  it('counts what a reader sees', () => {
    expect(characters('né👩‍👩‍👧')).toBe(3);
  });

  it('counts what needs no segmenting as segmenting does', () => {
    const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
    const letters = Array.from({ length: 0x2030 }, (_, code) => String.fromCharCode(code));
    const differs = (letter: string) => {
      const text = `a${letter}${letter}b`;
      return characters(text) !== [...graphemes.segment(text)].length;
    };
    expect([...letters, '€'].filter(differs)).toEqual([]);
  });
});
