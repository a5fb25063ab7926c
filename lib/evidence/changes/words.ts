import { type Change, TOPICS, type Topic, type Weight } from './schema';

/** What people call changes of a weight. */
export const WEIGHT_TITLES: Readonly<Record<Weight, string>> = {
  serious: 'Look at these first',
  notable: 'Look at these, too',
  minor: 'The rest',
};

/** What people call a topic. */
export const TOPIC_TITLES: Readonly<Record<Topic, string>> = {
  findings: 'finding',
  vendors: 'vendor',
  waivers: 'waiver',
  launches: 'launch',
  controls: 'control',
  rules: 'rules',
  templates: 'deployment',
};

/** How a bundle of an earlier commit is had where nobody kept one: it runs that commit's code. */
export const HOW_KNOWN =
  'A bundle of that time tells it: --since <folder>. Where none was kept: git worktree add ../then <commit>, and there npm ci and npx tandem evidence --out ../former.';

/** A change as one sentence: what it is about, and what became of it. */
export const sentence = ({ topic, of, words }: Change): string => `${TOPIC_TITLES[topic]} ${of} ${words}`;

/** How many things changes are about: findings of one rule are told together. */
export const countOf = (changes: readonly Change[]): number =>
  changes.reduce((sum, { findings }) => sum + (findings?.length ?? 1), 0);

/** `findings: 3 opened, 1 gone; waivers: 1 extended`. */
export const countedChanges = (changes: readonly Change[]): string =>
  TOPICS.flatMap((topic) => {
    const own = changes.filter((one) => one.topic === topic);
    const whats = [...new Set(own.map(({ what }) => what))].map(
      (what) => `${number(countOf(own.filter((one) => one.what === what)))} ${what.replace('-', ' ')}`,
    );
    return own.length === 0 ? [] : [`${topic}: ${whats.join(', ')}`];
  }).join('; ');

const number = (value: number): string => value.toLocaleString('en');
