import type { Evidence } from '../evidence';
import { findingChanges } from './findings';
import type { Former } from './former';
import { launchChanges, launchesOfFiles, launchesOfTemplates } from './launches';
import { controlChanges, ruleChanges } from './rules';
import { type Change, type Changes, TOPICS, WEIGHTS } from './schema';
import { templateChanges } from './templates';
import { vendorChanges } from './vendors';
import { waiverChanges } from './waivers';

/** What is evident now, before it is compared. */
type Now = Omit<Evidence, 'changes'>;

/**
 * Everything that is not as it was, the most serious first; and what nobody can tell, where only the earlier commit is known.
 * `files`: texts of the files of now, for launches are compared with files as files, with a bundle as they are deployed.
 */
export const changesSince = (former: Former, now: Now, files: ReadonlyMap<string, string>): Changes => {
  const { bundle } = former;
  const { asOf } = now.register.about;
  const launches = bundle === undefined ? launchesOfFiles(files) : launchesOfTemplates(now.templates);
  const covered = bundle && { names: bundle.names, rows: bundle.register.rows };
  const changes = [
    ...(former.vendors === undefined ? [] : vendorChanges(former.vendors, now.vendors)),
    ...waiverChanges({ waivers: former.waivers, asOf: former.asOf, covered }, now.waivers, now.register.rows),
    ...launchChanges(former, { asOf, launches }),
    ...(bundle === undefined
      ? []
      : [
          ...findingChanges(bundle.register, now.register),
          ...ruleChanges(bundle.register, now.register),
          ...controlChanges(bundle.frameworks, now.controls.frameworks),
          ...templateChanges(bundle, now),
        ]),
  ];
  return {
    since: { commit: former.commit, asOf: former.asOf, kind: bundle === undefined ? 'commit' : 'bundle' },
    changes: changes.sort(bySeriousness),
    unknown: unknownOf(former),
  };
};

const bySeriousness = (a: Change, b: Change): number =>
  WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) ||
  TOPICS.indexOf(a.topic) - TOPICS.indexOf(b.topic) ||
  compare(a.of, b.of) ||
  compare(a.words, b.words);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** A commit would have to be run to know these: its packages, its rules, its code. */
const ONLY_OF_A_BUNDLE: Changes['unknown'] = [
  { topic: 'findings', why: 'which findings are new, newly waived or gone' },
  { topic: 'waivers', why: 'whether a waiver covers other findings than it did' },
  { topic: 'controls', why: 'which controls had evidence' },
  { topic: 'rules', why: 'which packs, rules and versions judged' },
  { topic: 'templates', why: 'which resources and which code were to be deployed' },
];

const unknownOf = ({ bundle, vendors }: Former): Changes['unknown'] => [
  ...(vendors === undefined
    ? [{ topic: 'vendors' as const, why: 'which vendors there were: their files are not written as they are now' }]
    : []),
  ...(bundle === undefined ? ONLY_OF_A_BUNDLE : []),
];
