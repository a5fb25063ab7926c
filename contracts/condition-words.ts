import type { Condition, TraitTest } from './condition';

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Seconds as a manifest writes them; in days and not weeks, as most manifests do. */
export const durationWords = (seconds: number): string => {
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0) ?? ['second', 1];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};

const traitTest = (test: TraitTest): string =>
  [
    test.in === undefined ? [] : [test.in.length === 1 ? `is ${test.in[0]}` : `in ${test.in.join(', ')}`],
    test.atLeast === undefined ? [] : [`at least ${test.atLeast}`],
    test.atMost === undefined ? [] : [`at most ${test.atMost}`],
    test.olderThanSeconds === undefined ? [] : [`older than ${durationWords(test.olderThanSeconds)}`],
  ]
    .flat()
    .join(' and ');

/** A condition in the manifest's words, for reasons that marketing and auditors read. Holds no value of a person. */
export const conditionWords = (condition: Condition): string => {
  switch (condition.kind) {
    case 'did': {
      const where = Object.entries(condition.where).map(([name, values]) => `${name} ${values.join(' or ')}`);
      const what = where.length === 0 ? condition.event : `${condition.event} (${where.join(', ')})`;
      const times = condition.atLeast === 1 ? '' : ` at least ${condition.atLeast} times`;
      return `did ${what}${times} within ${durationWords(condition.withinSeconds)}`;
    }
    case 'trait':
      return `trait ${condition.name} ${traitTest(condition.test)}`;
    case 'list':
      return `list ${condition.list}`;
    default:
      if (condition.segment !== undefined) return `segment ${condition.segment}`;
      if (condition.kind === 'none') return `not ${condition.of.map(conditionWords).join(' nor ')}`;
      return condition.of.map(conditionWords).join(condition.kind === 'any' ? ' or ' : ' and ');
  }
};
