import { zoneOf } from '../../../lambdas/domain/zone-time';

/** A name in the case that a number's bits say. */
const spelt = (name: string, bits: number): string =>
  [...name].map((letter, at) => ((bits >> at) & 1 ? letter.toUpperCase() : letter)).join('');

describe('time zones by name', () => {
  it('are made once, and undefined for a name that is none', () => {
    expect(zoneOf('Europe/Berlin')).toBe(zoneOf('Europe/Berlin'));
    expect(zoneOf('Moon/Base')).toBeUndefined();
  });

  it('are kept for as many spellings as there are zones, however many customers think of', () => {
    const first = zoneOf('europe/berlin');
    for (let bits = 1; bits <= 1500; bits += 1) zoneOf(spelt('europexberlin', bits));
    expect(zoneOf('europe/berlin')?.resolvedOptions().timeZone).toBe('Europe/Berlin');
    expect(zoneOf('europe/berlin')).not.toBe(first);
  });
});
