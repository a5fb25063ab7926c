import type { Controls } from '../../governance/register/controls';
import type { PackProof, Register } from '../../governance/register/schema';
import { listed } from './names';
import type { Change } from './schema';

const LEVELS = ['warning', 'error', 'fatal'] as const;

/** What judges otherwise than it did: packs, rules and their severity, and the versions of tools. */
export const ruleChanges = (before: Register, now: Register): readonly Change[] => [
  ...packChanges(before, now),
  ...ownRuleChanges(before, now),
  ...Object.entries(now.about.tools)
    .filter(([tool, version]) => before.about.tools[tool] !== version)
    .map(([tool, version]) =>
      change(
        tool,
        'changed',
        'notable',
        `is version ${version}; before, ${before.about.tools[tool] ?? 'it was not there'}`,
      ),
    ),
];

const packChanges = ({ packs: before }: Register, { packs: now }: Register): readonly Change[] => {
  const was = new Map(before.map((one) => [one.pack, one]));
  const is = new Set(now.map(({ pack }) => pack));
  return [
    ...now.flatMap((one): readonly Change[] => {
      const former = was.get(one.pack);
      if (former === undefined) return [change(one.pack, 'added', 'notable', `is a new pack, ${one.mode}`)];
      return former.mode === one.mode ? [] : [modeChange(former, one)];
    }),
    ...before
      .filter(({ pack }) => !is.has(pack))
      .map(({ pack, mode }) =>
        change(pack, 'removed', mode === 'enforced' ? 'serious' : 'notable', `is no longer asked; it was ${mode}`),
      ),
  ];
};

const modeChange = (was: PackProof, { pack, mode }: PackProof): Change =>
  mode === 'enforced'
    ? change(pack, 'stricter', 'notable', 'is enforced now; it was reported')
    : change(pack, 'weaker', 'serious', `is only reported now; it was ${was.mode}`);

const ownRuleChanges = (before: Register, now: Register): readonly Change[] => {
  const was = new Map(before.rules.map((one) => [one.rule, one]));
  const is = new Set(now.rules.map(({ rule }) => rule));
  const decided = new Set(before.rows.filter(({ mode }) => mode === 'enforced').map(({ rule }) => rule));
  const gone = before.rules.filter(({ rule }) => !is.has(rule)).map(({ rule }) => rule);
  return [
    ...now.rules.flatMap(({ rule, level }): readonly Change[] => {
      const former = was.get(rule);
      if (former === undefined || former.level === level) return [];
      const isWeaker = LEVELS.indexOf(level) < LEVELS.indexOf(former.level);
      const words = `is ${level} now; it was ${former.level}`;
      return [change(rule, isWeaker ? 'weaker' : 'stricter', isWeaker ? 'serious' : 'minor', words)];
    }),
    ...together(
      now.rules.filter(({ rule }) => !was.has(rule)).map(({ rule }) => rule),
      'added',
      'minor',
    ),
    ...together(
      gone.filter((rule) => decided.has(rule)),
      'removed',
      'serious',
    ),
    ...together(
      gone.filter((rule) => !decided.has(rule)),
      'removed',
      'minor',
    ),
  ];
};

/** Packs bring and take a hundred rules at once. */
const together = (rules: readonly string[], what: 'added' | 'removed', weight: Change['weight']): readonly Change[] => {
  if (rules.length === 0) return [];
  const of = rules.length === 1 ? '1 rule' : `${rules.length} rules`;
  return [
    change(
      of,
      what,
      weight,
      `${rules.length === 1 ? 'is' : 'are'} ${what === 'added' ? 'new' : 'asked no more'}: ${listed(rules)}`,
    ),
  ];
};

/** Controls of which more or less can be said than before. */
export const controlChanges = (before: Controls['frameworks'], now: Controls['frameworks']): readonly Change[] => {
  const was = new Map(before.flatMap(entriesOf));
  return now.flatMap(entriesOf).flatMap(([control, { status, why }]): readonly Change[] => {
    const former = was.get(control);
    if (former === undefined || (former.status === status && former.why === why)) return [];
    const told = (one: string, reason: string | undefined) =>
      `${one === 'no-evidence' ? 'without evidence' : one}${reason === undefined ? '' : ` (${reason})`}`;
    const isWorse = why === 'violated' || (status === 'no-evidence' && former.status !== 'no-evidence');
    const words = `is ${told(status, why)}; it was ${told(former.status, former.why)}`;
    return [
      {
        topic: 'controls',
        what: isWorse ? 'weaker' : 'changed',
        of: control,
        weight: isWorse ? 'serious' : 'minor',
        words,
      },
    ];
  });
};

type Framework = Controls['frameworks'][number];
const entriesOf = ({ framework, controls }: Framework): readonly (readonly [string, Framework['controls'][number]])[] =>
  controls.map((one) => [`${framework} ${one.control}`, one]);

const change = (of: string, what: Change['what'], weight: Change['weight'], words: string): Change => ({
  topic: 'rules',
  what,
  of,
  weight,
  words,
});
