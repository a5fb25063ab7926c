import type { ConditionYaml } from '../../../contracts/condition';
import type { LaunchManifest } from '../../../contracts/launch';
import { say } from '../../messages';
import type { Path } from '../../workspace/locate';
import { eachSound } from '../../workspace/sound';
import type { LaunchRule } from './rule';

/** A team speaks to the segments and lists that it was given; everybody may keep people out by any. */
export const teamSegment: LaunchRule = {
  id: 'team.segment',
  severity: 'fatal',
  what: 'A launch speaks to segments and lists of its team.',
  why: 'Some segments say more of people than everybody needs to know.',
  fix: 'Use a segment of the team, or extend them in platform/teams.yaml.',
  check: (launch, { teams, segments, lists }) => {
    const allowed = teams?.get(launch.team)?.segments;
    if (allowed === undefined) return [];
    return spokenTo(launch)
      .filter(({ name }) => !allowed.includes(name) && (segments?.has(name) || lists?.has(name)))
      .map(({ name, path }) => ({ ...say('team.segment', { team: launch.team, name, allowed }), path }));
  },
};

interface Named {
  readonly name: string;
  readonly path: Path;
}

const spokenTo = ({ audience, trigger, offers }: LaunchManifest): readonly Named[] =>
  eachSound(
    () => namedIn(audience?.include ?? [], ['audience', 'include']),
    () => (trigger !== undefined && 'enters' in trigger ? [{ name: trigger.enters, path: ['trigger', 'enters'] }] : []),
    () => (trigger !== undefined && 'leaves' in trigger ? [{ name: trigger.leaves, path: ['trigger', 'leaves'] }] : []),
    () =>
      offers.flatMap((offer, index) =>
        eachSound(() => (offer.for === undefined ? [] : namedBy(offer.for, ['offers', index, 'for']))),
      ),
  );

const namedIn = (conditions: readonly ConditionYaml[], path: Path): readonly Named[] =>
  conditions.flatMap((condition, index) => eachSound(() => namedBy(condition, [...path, index])));

const namedBy = (condition: ConditionYaml, path: Path): readonly Named[] => {
  if ('any' in condition) return namedIn(condition.any, [...path, 'any']);
  if ('segment' in condition) return [{ name: condition.segment, path: [...path, 'segment'] }];
  return 'list' in condition ? [{ name: condition.list, path: [...path, 'list'] }] : [];
};
