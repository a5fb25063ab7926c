import type { CatalogEvent } from '../../../contracts/event';
import { eventChanges } from '../compatibility/event-changes';
import { type Thing, thingsIn, usersOf } from '../compatibility/event-users';
import type { Change } from '../compatibility/schema-changes';
import { breaksMore, compareVersions, LEVELS, levelOfStep, nextVersion } from '../compatibility/schema-ver';
import type { Draft } from '../draft';
import type { Files, Read } from '../read';
import { listed } from '../suggest';
import type { YamlFile } from '../yaml-file';
import type { FileDrafts } from './platform';

interface Version {
  readonly event: CatalogEvent;
  readonly yaml: YamlFile;
}

const FIRST = '1-0-0';

/** What is wrong between the versions of each event: their order, and changes that break more than their version says. */
export const checkVersions = (files: Files): readonly FileDrafts[] => {
  const things = Object.entries(files)
    .filter(([name]) => name !== 'events')
    .flatMap(([, reads]) => [reads].flat())
    .flatMap(({ yaml }: Read<unknown>) => thingsIn(yaml.value));
  return [...eventsOf(files).values()].flatMap((versions) =>
    versions.map((version, index) => ({ yaml: version.yaml, drafts: judged(version, versions[index - 1], things) })),
  );
};

/** Readable versions of each event, oldest first. */
const eventsOf = ({ events }: Files): ReadonlyMap<string, readonly Version[]> => {
  const byName = new Map<string, Version[]>();
  for (const { yaml, data } of events) {
    if (data !== undefined) byName.set(data.event, [...(byName.get(data.event) ?? []), { event: data, yaml }]);
  }
  for (const versions of byName.values()) versions.sort((a, b) => compareVersions(a.event.version, b.event.version));
  return byName;
};

const judged = ({ event }: Version, before: Version | undefined, things: readonly Thing[]): readonly Draft[] => {
  const { version } = event;
  if (before === undefined) return version === FIRST ? [] : [outOfOrder(`"${version}" is the first`, [FIRST])];
  const was = before.event.version;
  if (version === was) return [outOfOrder(`"${version}" is there twice: ${before.yaml.file} too`, following(was))];
  const said = levelOfStep(was, version);
  if (said === undefined) return [outOfOrder(`"${version}" does not follow ${was}`, following(was))];
  return eventChanges(before.event, event)
    .filter(({ level }) => breaksMore(level, said))
    .map((change) => tooBreaking(change, before.event, event, things));
};

const following = (version: string): readonly string[] => LEVELS.map((level) => nextVersion(version, level));

const outOfOrder = (what: string, allowed: readonly string[]): Draft => ({
  code: 'catalog.version',
  path: ['version'],
  message: `${what}; allowed: ${allowed.join(', ')}`,
  fix: 'Number versions without a gap, from 1-0-0, and keep the files of all of them.',
});

const tooBreaking = (
  change: Change,
  before: CatalogEvent,
  { version }: CatalogEvent,
  things: readonly Thing[],
): Draft => {
  const needed = nextVersion(before.version, change.level);
  const users = usersOf(change, before, things);
  const message = `${change.what} since ${before.version}; that is a new ${change.level.toUpperCase()}, ${needed}, not ${version}`;
  return {
    code: 'catalog.breaking',
    path: change.path,
    at: 'key',
    message: `${message}; it reaches ${users.length === 0 ? 'nothing here' : listed(users)}`,
    fix: `Make it version ${needed} and mend what it reaches, or take the change back.`,
  };
};
