import { readOptions, UsageError } from '../../local/options';

describe('options of npm start', () => {
  it('replays Thanksgiving week of the panel with 500 households unless told otherwise', () => {
    expect(readOptions([])).toEqual({
      households: 500,
      from: '2017-11-20',
      to: '2017-11-26',
      once: false,
      json: false,
    });
  });

  it('gives nothing when only help is asked for', () => {
    expect(readOptions(['--help'])).toBeUndefined();
  });

  it.each([
    { case: 'a day outside the panel', args: ['--from', '2016-12-31'], says: 'days from 2017-01-01 to 2017-12-31' },
    { case: 'a date that is none', args: ['--to', '2017-13-01'], says: 'got "2017-13-01"' },
    { case: 'a window that ends before it starts', args: ['--from', '2017-11-27'], says: '--from 2017-11-27 is after' },
    { case: 'no households', args: ['--households', '0'], says: 'a whole number from 1, got "0"' },
    { case: 'an option nobody knows', args: ['--twice'], says: "Unknown option '--twice'" },
  ])('refuses $case', ({ args, says }) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(says);
  });
});
