import { type App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Finding } from '../../contracts/finding';
import type { Waiver } from '../../contracts/platform';
import { LaunchStack } from '../stacks/launch-stack';
import { acknowledgementId, violationsOf } from './violations';
import { answering, timeOfWaiver } from './waiver-dates';
import { waiverFindings } from './waiver-findings';
import { covers } from './waiver-match';
import { type Excused, widthFaults } from './waiver-width';

export interface WaiverProps {
  readonly waivers: readonly Waiver[];
  /** Packs to look for violations with; not the registered ones, for a pack keeps what it found. */
  readonly packs: readonly NagPack[];
  /** Waivers are judged as of this moment; `granted` is the first day with one, `expires` the first without. */
  readonly asOf: Date;
  /** Text of platform/waivers.yaml, to say where a waiver stands. */
  readonly text: string;
  /** Options that the stage has on; waivers of others may match nothing. */
  readonly options: readonly string[];
  /** Ids of rules on launches, whose waivers `check` judges. @default - none */
  readonly onLaunches?: readonly string[];
}

/**
 * Acknowledges each violation that a waiver names, by its qualified id, so that the report keeps rule, reason and people.
 * An expired waiver is void where a launch uses it, and a warning in the foundation, which must stay deployable; one that is
 * granted for a later day excuses nothing yet; one that matches nothing is a warning. One that is too wide is an error, for it excuses what nobody has looked at.
 */
export const applyWaivers = (
  app: App,
  { waivers, packs, asOf, text, options, onLaunches = [] }: WaiverProps,
): readonly Finding[] => {
  const today = asOf.toISOString().slice(0, 10);
  const about = waiverFindings(waivers, text);
  const resources = new Map(app.node.findAll().map((construct) => [construct.node.path, construct]));
  const used = new Map<Waiver, Excused[]>();
  const untimely = new Map<string, Finding>();
  for (const violation of packs.flatMap((pack) => violationsOf(pack, app))) {
    const naming = waivers.filter((one) => covers(one, violation));
    const waiver = answering(naming, today);
    const resource = resources.get(violation.path);
    if (waiver === undefined || resource === undefined) continue;
    const excused = { path: violation.path, type: typeOf(resource) };
    const later = naming.filter((one) => timeOfWaiver(one, today) === 'not-yet');
    for (const one of new Set([waiver, ...later])) used.set(one, [...(used.get(one) ?? []), excused]);
    const ofLaunch = LaunchStack.isLaunchStack(Stack.of(resource));
    const time = timeOfWaiver(waiver, today);
    if (time === 'ended') untimely.set(waiver.id, about.expired(waiver, ofLaunch ? 'error' : 'warning'));
    if (time === 'not-yet') untimely.set(waiver.id, about.notYet(waiver));
    if (time === 'not-yet' || (time === 'ended' && ofLaunch)) continue;
    Validations.of(resource).acknowledge({ id: acknowledgementId(violation), reason: reasonOf(waiver) });
  }
  const expected = waivers.filter(
    ({ rule, option }) => !onLaunches.includes(rule) && (option === undefined || options.includes(option)),
  );
  return [
    ...untimely.values(),
    ...[...used].flatMap(([waiver, excused]) => {
      const faults = widthFaults(waiver, excused);
      return faults.length === 0 ? [] : [about.tooWide(waiver, faults)];
    }),
    ...expected.filter((waiver) => !used.has(waiver)).map(about.unused),
  ];
};

const typeOf = (construct: IConstruct): string =>
  CfnResource.isCfnResource(construct) ? construct.cfnResourceType : '';

/** What the report keeps of a waiver. */
export const reasonOf = ({ id, reason, owner, approver, expires, ticket }: Waiver): string =>
  `${id}: ${reason} (owner ${owner}, approved by ${approver} in ${ticket}, until ${expires})`;
