import type { Team } from '../../../contracts/team';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { checkMoney } from './launch-offers';
import { unknownName } from './names';

/** Segments of a team exist, and its sums have currencies. */
export const checkTeamLimits = ({ segments = [], budget }: Team, path: Path, known: Known): readonly Draft[] =>
  eachSound(
    () =>
      segments.flatMap((name, index) =>
        unknownName(audiencesOf(known), 'segment.unknown', [...path, 'segments', index], name, 'audiences/'),
      ),
    () => (['perLaunch', 'perMonth'] as const).flatMap((per) => checkSums(budget?.[per], [...path, 'budget', per])),
  );

const audiencesOf = ({ segments, lists }: Known): ReadonlySet<string> | undefined =>
  segments && lists && new Set([...segments.keys(), ...lists]);

type Sums = NonNullable<NonNullable<Team['budget']>['perLaunch']>;

const checkSums = (sums: Sums | undefined, path: Path): readonly Draft[] =>
  eachSound(
    () => checkMoney(sums?.sending, [...path, 'sending']),
    () => checkMoney(sums?.discounts, [...path, 'discounts']),
  );
