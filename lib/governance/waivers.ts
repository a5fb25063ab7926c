import { type App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Finding } from '../../contracts/finding';
import type { Waiver } from '../../contracts/platform';
import { LaunchStack } from '../stacks/launch-stack';
import { acknowledgementId, violationsOf } from './violations';
import { waiverFindings } from './waiver-findings';
import { covers } from './waiver-match';
import { type Excused, widthFaults } from './waiver-width';

export interface WaiverProps {
  readonly waivers: readonly Waiver[];
  /** Packs to look for violations with; not the registered ones, for a pack keeps what it found. */
  readonly packs: readonly NagPack[];
  /** Waivers are judged as of this moment; `expires` is the first day without. */
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
 * An expired waiver is void where a launch uses it, and a warning in the foundation, which must stay deployable; one that
 * matches nothing is a warning. One that is too wide is an error, for it excuses what nobody has looked at.
 */
export const applyWaivers = (
  app: App,
  { waivers, packs, asOf, text, options, onLaunches = [] }: WaiverProps,
): readonly Finding[] => {
  const today = asOf.toISOString().slice(0, 10);
  const about = waiverFindings(waivers, text);
  const resources = new Map(app.node.findAll().map((construct) => [construct.node.path, construct]));
  const used = new Map<Waiver, Excused[]>();
  const expired = new Map<string, Finding>();
  for (const violation of packs.flatMap((pack) => violationsOf(pack, app))) {
    const waiver = waivers.find((one) => covers(one, violation));
    const resource = resources.get(violation.path);
    if (waiver === undefined || resource === undefined) continue;
    used.set(waiver, [...(used.get(waiver) ?? []), { path: violation.path, type: typeOf(resource) }]);
    const ofLaunch = LaunchStack.isLaunchStack(Stack.of(resource));
    if (waiver.expires <= today) expired.set(waiver.id, about.expired(waiver, ofLaunch ? 'error' : 'warning'));
    if (waiver.expires <= today && ofLaunch) continue;
    Validations.of(resource).acknowledge({ id: acknowledgementId(violation), reason: reasonOf(waiver) });
  }
  const expected = waivers.filter(
    ({ rule, option }) => !onLaunches.includes(rule) && (option === undefined || options.includes(option)),
  );
  return [
    ...expired.values(),
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
