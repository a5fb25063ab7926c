import type { LaunchManifest } from '../../../contracts/launch';
import type { Draft } from '../draft';
import type { Known } from '../known';
import { eachSound } from '../sound';
import { unknownName } from './names';

/** Team, purpose and goal exist. */
export const checkTeam = (launch: LaunchManifest, known: Known): readonly Draft[] =>
  eachSound(
    () => unknownName(known.teams, 'team.unknown', ['team'], launch.team, 'platform/teams.yaml'),
    () => unknownName(known.purposes, 'purpose.unknown', ['purpose'], launch.purpose, 'platform/purposes.yaml'),
    () =>
      launch.supports === undefined
        ? []
        : unknownName(known.goals, 'goal.unknown', ['supports'], launch.supports, 'platform/goals.yaml'),
  );
