import type { LaunchManifest } from '../../../contracts/launch';
import { say } from '../../messages';
import { propertiesOf } from '../catalog';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { checkBrand } from './brand';
import { checkConditions, checkProperties, checkSourceEvent } from './conditions';
import { checkBudget } from './launch-budget';
import type { ImageFinder } from './launch-images';
import { checkLaunchLayouts } from './launch-layouts';
import { checkOffers } from './launch-offers';
import { checkTeam } from './launch-team';
import { checkTimes } from './launch-times';
import { checkVendors } from './launch-vendors';
import { unknownName } from './names';

/** What a launch is checked against. */
export interface CheckWith {
  readonly images: ImageFinder;
  readonly known: Known;
  /** Approvals are judged as of this moment. */
  readonly asOf: Date;
}

/** Everything that is wrong with a launch beyond its shape, whatever policy says. */
export const checkLaunch = (launch: LaunchManifest, { images, known, asOf }: CheckWith): readonly Draft[] =>
  eachSound(
    () => checkTeam(launch, known),
    () => checkTimes(launch),
    () => checkAudience(launch, known),
    () => checkTrigger(launch, known),
    () => checkVendors(launch, known, asOf),
    () => checkOffers(launch, known, images),
    () => checkLaunchLayouts(launch, known),
    () => checkBrand(launch, known, asOf),
    () => checkGoal(launch, known),
    () => checkBudget(launch, known),
  );

const checkAudience = ({ audience }: LaunchManifest, known: Known): readonly Draft[] =>
  audience === undefined
    ? []
    : eachSound(
        () => checkConditions(audience.include, ['audience', 'include'], known),
        () => checkConditions(audience.exclude, ['audience', 'exclude'], known),
      );

const checkTrigger = ({ trigger }: LaunchManifest, known: Known): readonly Draft[] => {
  if (trigger === undefined) return [];
  if ('event' in trigger) return checkSourceEvent(trigger.event, ['trigger', 'event'], known);
  if ('enters' in trigger) return audienceKnown(trigger.enters, ['trigger', 'enters'], known);
  return 'leaves' in trigger ? audienceKnown(trigger.leaves, ['trigger', 'leaves'], known) : [];
};

const audienceKnown = (name: string, path: Path, { segments, lists }: Known): readonly Draft[] =>
  unknownName(
    segments && lists && new Set([...segments.keys(), ...lists]),
    'segment.unknown',
    path,
    name,
    'audiences/',
  );

/** Results are counted for events of shared goals only: there the number means the same to everybody. */
const checkGoal = ({ goal }: LaunchManifest, known: Known): readonly Draft[] => {
  if (goal === undefined) return [];
  const unknown = checkSourceEvent(goal.event, ['goal', 'event'], known);
  if (unknown.length > 0) return unknown;
  return eachSound(
    () => countsForGoal(goal.event, known),
    () => {
      const event = known.events?.get(goal.event);
      if (event === undefined) return [];
      const declared = Object.keys(propertiesOf(event.schema));
      return checkProperties(goal.where, declared, ['goal', 'where'], 'event.property.ofEvent');
    },
  );
};

const countsForGoal = (event: string, { goals }: Known): readonly Draft[] => {
  const counted = goals && [...new Set([...goals.values()].map((one) => one.event))];
  if (counted === undefined || counted.includes(event)) return [];
  return [{ ...say('goal.event', { event, allowed: counted }), path: ['goal', 'event'] }];
};
