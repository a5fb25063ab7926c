import type { Person } from '../../../contracts/person';
import type { Policy } from '../../../contracts/policy';
import { declaredRules } from '../../governance/launch-rules';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { isDay } from '../times';
import { repeatedNames, unknownName } from './names';
import { checkMatrix } from './roles';

/** Limits name what there is, days are of the calendar, and declared rules can be judged by. */
export const checkPolicy = (policy: Policy, known: Known, people: readonly Person[] | undefined): readonly Draft[] =>
  eachSound(
    () => (policy.approvals === undefined ? [] : checkMatrix(policy.approvals, people)),
    () => policy.quietHours.flatMap(({ channels }, index) => quiet(channels, ['quietHours', index, 'channels'], known)),
    () => policy.blackouts.flatMap((one, index) => eachSound(() => checkBlackout(one, ['blackouts', index], known))),
    () =>
      policy.requiredCopy.flatMap((one, index) =>
        eachSound(
          () => channelsKnown(one.channels ?? [], ['requiredCopy', index, 'channels'], known),
          () => purposesKnown(one.purposes ?? [], ['requiredCopy', index, 'purposes'], known),
        ),
      ),
    () => repeatedNames(policy.rules, ['rules'], 'id'),
    () =>
      declaredRules(policy.rules).broken.map(({ index, problem }) => ({
        ...say('policy.schema', { problem }),
        path: ['rules', index, 'schema'],
      })),
  );

/** Nothing is sent by a channel that asks, so nothing could keep it quiet. */
const quiet = (channels: readonly string[], path: Path, known: Known): readonly Draft[] => [
  ...channelsKnown(channels, path, known),
  ...channels.flatMap((channel, index) =>
    known.channels?.get(channel)?.kind === 'pull'
      ? [{ ...say('policy.pull', { channel }), path: [...path, index] }]
      : [],
  ),
];

const checkBlackout = (
  { from, until, teams = [] }: Policy['blackouts'][number],
  path: Path,
  known: Known,
): readonly Draft[] => [
  ...dayExists(from, [...path, 'from']),
  ...(until === undefined ? [] : dayExists(until, [...path, 'until'])),
  ...teams.flatMap((name, index) =>
    unknownName(known.teams, 'team.unknown', [...path, 'teams', index], name, 'platform/teams.yaml'),
  ),
];

const dayExists = (day: string, path: Path): readonly Draft[] =>
  isDay(day) ? [] : [{ ...say('policy.day', { day }), path }];

const channelsKnown = (names: readonly string[], path: Path, known: Known): readonly Draft[] =>
  names.flatMap((name, index) =>
    unknownName(known.channels, 'channel.unknown', [...path, index], name, 'platform/channels.yaml'),
  );

const purposesKnown = (names: readonly string[], path: Path, known: Known): readonly Draft[] =>
  names.flatMap((name, index) =>
    unknownName(known.purposes, 'purpose.unknown', [...path, index], name, 'platform/purposes.yaml'),
  );
