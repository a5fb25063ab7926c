import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../../governance/analysis/template';
import type { Artifacts } from '../artifacts';
import { listed, tallied } from './names';
import type { Change } from './schema';

interface Deployed {
  readonly artifacts: Artifacts;
  /** Texts of the templates, by file. */
  readonly templates: ReadonlyMap<string, string>;
}

/** Stacks that are new, gone or other than they were, with their resources by type; and functions whose code is. */
export const templateChanges = (before: Deployed, now: Deployed): readonly Change[] => {
  const was = new Map(before.artifacts.templates.map((one) => [one.stack, one]));
  const is = new Set(now.artifacts.templates.map(({ stack }) => stack));
  return [
    ...now.artifacts.templates.flatMap((one): readonly Change[] => {
      const former = was.get(one.stack);
      if (former === undefined)
        return [change(one.stack, 'added', 'notable', `is a new stack: ${typesIn(now, one.file)}`)];
      return former.sha256 === one.sha256
        ? []
        : [compared(one.stack, resourcesIn(before, former.file), resourcesIn(now, one.file))];
    }),
    ...before.artifacts.templates
      .filter(({ stack }) => !is.has(stack))
      .map(({ stack, file }) => change(stack, 'removed', 'notable', `is gone: ${typesIn(before, file)}`)),
    ...codeChanges(before, now),
  ];
};

type Resources = NonNullable<Template['Resources']>;

const resourcesIn = ({ templates }: Deployed, file: string): Resources =>
  (JSON.parse(templates.get(file) ?? '{}') as Template).Resources ?? {};

const typesOf = (resources: Resources, ids: readonly string[]): string =>
  tallied(ids.map((id) => resources[id]?.Type ?? ''));

const typesIn = (deployed: Deployed, file: string): string => {
  const resources = resourcesIn(deployed, file);
  return typesOf(resources, Object.keys(resources));
};

/** A new one comes with every change of a function, and the former goes. */
const VERSION = 'AWS::Lambda::Version';

const compared = (stack: string, was: Resources, is: Resources): Change => {
  const added = Object.keys(is).filter((id) => was[id] === undefined);
  const removed = Object.keys(was).filter((id) => is[id] === undefined);
  const differ = Object.keys(is).filter((id) => was[id] !== undefined && !isDeepStrictEqual(was[id], is[id]));
  const told = [
    ...(added.length === 0 ? [] : [`${added.length} added (${typesOf(is, added)})`]),
    ...(removed.length === 0 ? [] : [`${removed.length} removed (${typesOf(was, removed)})`]),
    ...(differ.length === 0 ? [] : [`${differ.length} changed (${typesOf(is, differ)})`]),
  ];
  const resources = told.length === 0 ? 'no resource, other parts of the template' : told.join(', ');
  const isMore = [...added.map((id) => is[id]), ...removed.map((id) => was[id])].some((one) => one?.Type !== VERSION);
  return change(stack, 'changed', isMore ? 'notable' : 'minor', `has other resources: ${resources}`);
};

const codeChanges = ({ artifacts: before }: Deployed, { artifacts: now }: Deployed): readonly Change[] => {
  const was = new Map(before.bundles.map((one) => [one.function, one.sha256]));
  const is = new Set(now.bundles.map((one) => one.function));
  return [
    ...together(
      now.bundles.filter((one) => !was.has(one.function)),
      'added',
      'new',
    ),
    ...together(
      now.bundles.filter((one) => (was.get(one.function) ?? one.sha256) !== one.sha256),
      'changed',
      'of other code',
    ),
    ...together(
      before.bundles.filter((one) => !is.has(one.function)),
      'removed',
      'gone',
    ),
  ];
};

/** One line of code in a shared file changes many functions. */
const together = (bundles: Artifacts['bundles'], what: Change['what'], words: string): readonly Change[] => {
  const names = listed(bundles.map((one) => one.function));
  if (bundles.length === 0) return [];
  const isOne = bundles.length === 1;
  return [
    change(
      isOne ? '1 function' : `${bundles.length} functions`,
      what,
      'minor',
      `${isOne ? 'is' : 'are'} ${words}: ${names}`,
    ),
  ];
};

const change = (of: string, what: Change['what'], weight: Change['weight'], words: string): Change => ({
  topic: 'templates',
  what,
  of,
  weight,
  words,
});
