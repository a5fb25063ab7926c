import { copyLaunch } from '../../../lib/scaffold/copy-launch';

const OLD = `# yaml-language-server: $schema=./launch.schema.json
launch: autumn-coats # never changes
team: retail-marketing
summary: "Coat browsers in autumn"
when:
  timezone: America/New_York
  starts: 2025-11-27 06:00
  ends: 2026-12-30 23:59
  redeemUntil: 2025-12-07
trigger: { at: 2025-11-27 09:00 }
offers:
  - id: coat-20
    code: { pool: coat-20 } # one-use
    copy:
      en:
        headline: "20% off your next coat"
        body: |
          It is here until 7 December,
          whatever you wear this fall.
  - id: fixed
    code: { fixed: "COAT20" }
    copy: { en: { headline: "Warm Coats", body: "Come by." } }
`;
const copied = copyLaunch(OLD, 'autumn-coats', 'spring-rain', new Date('2026-11-22T12:00:00Z'));

describe('a copied launch', () => {
  it('has a new name and is otherwise the same text', () => {
    expect(copied.text).toBe(OLD.replace('launch: autumn-coats #', 'launch: spring-rain #'));
  });

  it('says every place that still speaks of the old one', () => {
    expect(copied.toChange.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '4 the copy says "autumn"',
      '7 starts 2025-11-27 06:00 is past',
      '9 redeemUntil 2025-12-07 is past',
      '10 at 2025-11-27 09:00 is past',
      '13 code pool "coat-20" is the old launch\'s: name a new one',
      '17 the copy says "7 December"',
      '17 the copy says "fall"',
      '21 code "COAT20" is the old launch\'s',
      '22 the copy says "Coats"',
    ]);
  });

  it('asks for nothing where nothing is old', () => {
    const fresh = OLD.replace(/20(25|26)-/g, '2027-')
      .replace(/ {4}code: .*\n/g, '')
      .replace(/ in autumn| until 7 December| this fall/g, '');
    expect(copyLaunch(fresh, 'tea-time', 'tea-day', new Date('2026-11-22T12:00:00Z')).toChange).toEqual([]);
  });
});
