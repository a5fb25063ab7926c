import { type Person, personSchema } from '../../../../contracts/person';
import { keysOf } from '../../../approval/people';
import { parseYaml } from '../../../workspace/yaml-file';
import type { PeriodInput } from '../input';
import { type FileVersion, fileHistory } from './file-history';

export const TEAMS_FILE = 'platform/teams.yaml';

/** Who could approve, as a commit of the branch left the list. */
export interface PeopleVersion {
  readonly commit: string;
  /** ISO 8601. */
  readonly at: string;
  readonly people: readonly Person[];
}

/** The list of people over time, and the commits whose list cannot be read. */
export interface PeopleHistory {
  /** Oldest first, up to the end of the period. */
  readonly versions: readonly PeopleVersion[];
  readonly unreadable: readonly string[];
}

/** Who could approve, over the whole history of the branch. Throws `GitError`. */
export const peopleHistory = ({ root, commit, to }: Pick<PeriodInput, 'root' | 'commit' | 'to'>): PeopleHistory => {
  const read = fileHistory(root, commit, TEAMS_FILE, to).map((version) => ({ version, people: peopleIn(version) }));
  return {
    versions: read.flatMap(({ version: { commit: id, at }, people }) =>
      people === undefined ? [] : [{ commit: id, at, people }],
    ),
    unreadable: read.flatMap(({ version, people }) => (people === undefined ? [version.commit] : [])),
  };
};

const peopleIn = ({ text }: FileVersion): readonly Person[] | undefined => {
  if (text === undefined) return [];
  const value = parseYaml(TEAMS_FILE, text).value;
  if (typeof value !== 'object' || value === null) return undefined;
  const parsed = personSchema
    .array()
    .default([])
    .safeParse((value as { readonly people?: unknown }).people);
  return parsed.data;
};

/** From when until when something stood in the list. */
export interface Stand {
  readonly since: Pick<PeopleVersion, 'commit' | 'at'>;
  /** Undefined while it stands. */
  readonly until: Pick<PeopleVersion, 'commit' | 'at'> | undefined;
}

/** Every unbroken time during which a version of the list had something, oldest first. */
export const standsOf = (
  versions: readonly PeopleVersion[],
  has: (people: readonly Person[]) => boolean,
): readonly Stand[] => {
  const stands: Stand[] = [];
  for (const { commit, at, people } of versions) {
    const open = stands.at(-1);
    if (has(people) && (open === undefined || open.until !== undefined)) {
      stands.push({ since: { commit, at }, until: undefined });
    }
    if (!has(people) && open !== undefined && open.until === undefined) {
      stands[stands.length - 1] = { ...open, until: { commit, at } };
    }
  }
  return stands;
};

/** Whether something stood at a moment, ISO 8601. */
export const stoodAt = ({ since, until }: Stand, at: string): boolean => {
  const ms = Date.parse(at);
  return ms >= Date.parse(since.at) && (until === undefined || ms < Date.parse(until.at));
};

/** Fingerprints of somebody's keys, in one order. */
export const fingerprintsOf = (person: Person): readonly string[] =>
  [...new Set(keysOf(person).map(({ fingerprint }) => fingerprint))].sort();
