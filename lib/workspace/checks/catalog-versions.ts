import type { CatalogEvent } from '../../../contracts/event';
import { say } from '../../messages';
import { eventChanges } from '../compatibility/event-changes';
import { type Thing, thingsIn, usersOf } from '../compatibility/event-users';
import type { Change } from '../compatibility/schema-changes';
import { breaksMore, compareVersions, LEVELS, levelOfStep, nextVersion } from '../compatibility/schema-ver';
import type { Draft } from '../draft';
import type { Path } from '../locate';
import type { Files, Read } from '../read';
import type { YamlFile } from '../yaml-file';
import type { FileDrafts } from './platform';

interface Version {
  readonly event: CatalogEvent;
  readonly yaml: YamlFile;
}

const FIRST = '1-0-0';
const AT: Path = ['version'];

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
  if (before === undefined)
    return version === FIRST ? [] : [{ ...say('catalog.version.first', { version, allowed: [FIRST] }), path: AT }];
  const was = before.event.version;
  const allowed = LEVELS.map((level) => nextVersion(was, level));
  if (version === was)
    return [{ ...say('catalog.version.twice', { version, allowed, file: before.yaml.file }), path: AT }];
  const said = levelOfStep(was, version);
  if (said === undefined) return [{ ...say('catalog.version.gap', { version, allowed, before: was }), path: AT }];
  return eventChanges(before.event, event)
    .filter(({ level }) => breaksMore(level, said))
    .map((change) => tooBreaking(change, before.event, event, things));
};

const tooBreaking = (
  change: Change,
  before: CatalogEvent,
  { version }: CatalogEvent,
  things: readonly Thing[],
): Draft => {
  const needed = nextVersion(before.version, change.level);
  const users = usersOf(change, before, things);
  const facts = { change: change.what, before: before.version, level: change.level, needed, version, users };
  return { ...say('catalog.breaking', facts), path: change.path, at: 'key' };
};
