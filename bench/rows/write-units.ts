import { FIRST_SIGHT_IDENTIFIERS, measureUnits } from '../measure-units';
import { atMost, type Bench, shown } from '../row';

/** Write units of every path, as reported by the embedded AWS: items rounded up to 1 KB, doubled in transactions. */
export const writeUnits: Bench = {
  id: 'units',
  run: async () => {
    const paths = await measureUnits();
    const k = FIRST_SIGHT_IDENTIFIERS;
    return [
      atMost('units.duplicate', 'write units: duplicate', paths.duplicate.writes, 'WU', 1),
      atMost('units.no-change', 'write units: known, no state change', paths.noChange.writes, 'WU', 1.2),
      atMost('units.change', 'write units: state change, person of 2 KB', paths.change.writes, 'WU', 7),
      atMost('units.member', 'write units: state change, person of 2 KB in segments', paths.member.writes, 'WU', 7),
      shown('units.enters', 'write units: the same, entering one segment', paths.enters.writes, 'WU'),
      shown(
        'units.consent',
        'write units: a consent of a person of 2 KB, with its entry of the log',
        paths.consent.writes,
        'WU',
      ),
      atMost(
        `units.first-sight`,
        `write units: first sight with ${k} identifiers`,
        paths.firstSight.writes,
        'WU',
        6 + 4 * k,
      ),
      shown('units.vault', 'write units: a value that the vault sees first', paths.vaultValue.writes, 'WU'),
      atMost('units.decision', 'write units: decision and cap', paths.decision.writes, 'WU', 4),
      atMost('units.attempt', 'write units: delivery attempt', paths.attempt.writes, 'WU', 1),
      shown('units.count', 'write units: counting one outcome once', paths.count.writes, 'WU'),
    ];
  },
};
