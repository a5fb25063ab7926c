import type { LaunchPlan } from '../plan';
import type { Section } from './document';
import { approvalSection } from './sections/approval';
import { changesSection } from './sections/changes';
import { dataSection } from './sections/data';
import { historySections } from './sections/history';
import { moneySection } from './sections/money';
import { peopleSection } from './sections/people';
import { controlsSection, hashSection, resourcesSection, settingsSection } from './sections/technical';
import { overlapsSection, timesSection } from './sections/times';

/** Everything that a plan says, in the order in which people ask: marketing first, then IT, then whoever controls. */
export const sectionsOf = (plan: LaunchPlan): readonly Section[] => [
  changesSection(plan),
  peopleSection(plan),
  timesSection(plan),
  overlapsSection(plan),
  dataSection(plan),
  moneySection(plan),
  ...historySections(plan),
  approvalSection(plan),
  settingsSection(plan),
  resourcesSection(plan),
  controlsSection(plan),
  hashSection(plan),
];

/** The plan in one line. */
export const headline = ({ launch, stage, summary, fingerprint }: LaunchPlan): string =>
  `Plan ${fingerprint.hash.slice(0, 16)} of "${launch}" on ${stage.name}${summary === undefined ? '' : `: ${summary}`}`;
