import { isDeepStrictEqual } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { DateTime } from 'luxon';
import { parseYaml } from '../../workspace/yaml-file';
import { listed } from './names';
import type { Change } from './schema';

/** A launch as it is compared: each of its parts, by the name that people write. */
export interface LaunchParts {
  readonly team: string;
  /** Last day on which anything is sent or shown; empty where it is not written. */
  readonly ends: string;
  readonly parts: ReadonlyMap<string, unknown>;
}

/** Launches that are new, gone, over or other than they were. A day that passed is told of those that are still there. */
export const launchChanges = (
  before: { readonly asOf: string; readonly launches: ReadonlyMap<string, LaunchParts> },
  now: { readonly asOf: string; readonly launches: ReadonlyMap<string, LaunchParts> },
): readonly Change[] => [
  ...[...now.launches].flatMap(([launch, is]): readonly Change[] => {
    const was = before.launches.get(launch);
    if (was === undefined) return [change(launch, 'added', 'notable', `is new: of ${is.team}, until ${is.ends}`)];
    const differ = partsThatDiffer(was, is);
    return [
      ...(differ.length === 0 ? [] : [change(launch, 'changed', 'notable', `is not what it was: ${listed(differ)}`)]),
      ...(is.ends !== '' && is.ends < now.asOf && is.ends >= before.asOf
        ? [change(launch, 'ended', 'minor', `is over since ${is.ends}`)]
        : []),
    ];
  }),
  ...[...before.launches]
    .filter(([launch]) => !now.launches.has(launch))
    .map(([launch, { team }]) => change(launch, 'removed', 'minor', `is gone: it was of ${team}`)),
];

const partsThatDiffer = ({ parts: was }: LaunchParts, { parts: is }: LaunchParts): readonly string[] =>
  [...new Set([...was.keys(), ...is.keys()])].filter((part) => !isDeepStrictEqual(was.get(part), is.get(part)));

/** Launches as files say, by name; one whose YAML has no parts has none to compare. */
export const launchesOfFiles = (files: ReadonlyMap<string, string>): ReadonlyMap<string, LaunchParts> =>
  new Map(
    [...files].flatMap(([file, text]) => {
      const [, launch] = /^launches\/([^/]+)\.ya?ml$/.exec(file) ?? [];
      return launch === undefined ? [] : [[launch, partsOf(parseYaml(file, text).value)] as const];
    }),
  );

/** Launches as a bundle's templates have them, compiled, by name. */
export const launchesOfTemplates = (templates: ReadonlyMap<string, string>): ReadonlyMap<string, LaunchParts> =>
  new Map(
    [...templates.values()].flatMap((text) => {
      const definition = definitionIn(text);
      return definition === undefined ? [] : [[String(definition.launch), partsOf(asWritten(definition))] as const];
    }),
  );

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

const partsOf = (value: unknown): LaunchParts => {
  const launch = membersOf(value);
  const text = (one: unknown): string => (typeof one === 'string' ? one : '');
  return {
    team: text(launch.team),
    ends: text(membersOf(launch.when).ends).slice(0, 10),
    parts: new Map(Object.entries(launch)),
  };
};

/** What stands in a definition beside what somebody wrote says nothing of its own. */
const asWritten = ({ hash: _, window, ...rest }: Members): Members => {
  const { endsAt, timezone, ...when } = membersOf(window);
  const ends = DateTime.fromISO(String(endsAt), { zone: String(timezone) }).toISODate();
  return { ...rest, when: { ...when, timezone, endsAt, ends } };
};

/** The parameters that hold a launch's definition, in the order of their numbers. */
const PART = /\/launches\/[^/]+\/definition\/(\d+)$/;

const definitionIn = (template: string): Members | undefined => {
  const resources = Object.values(membersOf(membersOf(JSON.parse(template)).Resources));
  const parts = resources.flatMap((resource) => {
    const { Name, Value } = membersOf(membersOf(resource).Properties);
    const [, part] = PART.exec(String(Name)) ?? [];
    return part === undefined ? [] : [{ part: Number(part), text: String(Value) }];
  });
  if (parts.length === 0) return undefined;
  const base64 = parts.sort((a, b) => a.part - b.part).map(({ text }) => text);
  return membersOf(JSON.parse(inflateRawSync(Buffer.from(base64.join(''), 'base64')).toString('utf8')));
};

const change = (of: string, what: Change['what'], weight: Change['weight'], words: string): Change => ({
  topic: 'launches',
  what,
  of,
  weight,
  words,
});
