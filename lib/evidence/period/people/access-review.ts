import { LEAD, PIPELINE } from '../../../../contracts/approval-matrix';
import type { Person } from '../../../../contracts/person';
import { holds, keysOf } from '../../../approval/people';
import { isWithin, type PeriodInput } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { isCutOff } from './file-history';
import { type KeyUse, keyUses } from './key-uses';
import { fingerprintsOf, type PeopleHistory, type Stand, standsOf, stoodAt, TEAMS_FILE } from './people-history';

type Row = PeriodRow & { readonly exception: string };

/** Everybody who could approve at any moment of the period, with each of their keys. Addresses and logins stay out. */
export const accessReview = (input: PeriodInput, history: PeopleHistory): PeriodTable => {
  const { versions } = history;
  const everybody = [...new Map(versions.flatMap(({ people }) => people.map((one) => [one.person, one]))).values()];
  const uses = keyUses(
    input.root,
    versions.flatMap(({ people }) => people.flatMap(keysOf)),
  );
  const rows = everybody
    .sort((a, b) => (a.person < b.person ? -1 : 1))
    .flatMap((person) => rowsOf(input, history, person, uses));
  return makeTable(input, {
    id: 'access-review',
    title: 'People who can approve, and their keys',
    means: `A row is a key of somebody who was listed in ${TEAMS_FILE} at any moment of the period, or somebody without one. It is an exception where two people hold one key, a key signed while it was not listed, or somebody can neither sign nor review.`,
    sources: [
      {
        name: 'git',
        query: `git log --first-parent ${input.commit} -- ${TEAMS_FILE}`,
        records: versions.filter(({ at }) => isWithin(input, at)).length,
        sha256: null,
      },
      {
        name: 'approvals',
        query: 'approvals/*/*/<person>.json',
        records: [...uses.values()].flat().filter(({ at }) => isWithin(input, at)).length,
        sha256: null,
      },
    ],
    columns: {
      person: 'Short name.',
      name: 'As colleagues know them.',
      roles: 'Roles that they approve for, as last listed; lead <team> for teams that they lead.',
      since: 'When the branch first listed them, this time.',
      sinceCommit: 'The commit that did.',
      until: 'When they were taken off the list, if that was before the end of the period.',
      untilCommit: 'The commit that did.',
      key: 'Fingerprint, as ssh-keygen says it.',
      keyType: 'Kind of key.',
      keySince: 'When the branch first listed the key as theirs, this time.',
      keySinceCommit: 'The commit that did.',
      keyUntil: 'When it was taken off the list, if that was before the end of the period.',
      keyUntilCommit: 'The commit that did.',
      approvals: 'Approvals of the period that it has signed and that are in the project.',
      lastUsed: 'When it last signed in the period.',
      notes:
        'joined, left, roles-changed, key-added, key-removed: in the period. unused: listed all of it, and signed nothing.',
    },
    rows,
    gaps: gapsOf(input, history),
  });
};

const rowsOf = (
  input: PeriodInput,
  { versions }: PeopleHistory,
  last: Person,
  uses: ReadonlyMap<string, readonly KeyUse[]>,
): readonly Row[] => {
  const { person: id } = last;
  const listed = standsOf(versions, (people) => people.some(({ person }) => person === id)).findLast((one) =>
    overlaps(input, one),
  );
  if (listed === undefined) return [];
  const changes = notesOf(input, listed, rolesChanged(input, versions, id));
  const told = {
    person: id,
    name: last.name,
    roles: [...rolesOf(input, last)],
    ...timesOf('since', 'until', listed),
  };
  const fingerprints = [
    ...new Set(versions.flatMap(({ people }) => people.filter(({ person }) => person === id).flatMap(fingerprintsOf))),
  ].sort();
  const keyed = fingerprints.flatMap((key) => {
    const hasKey = (people: readonly Person[]): boolean =>
      people.some((one) => one.person === id && fingerprintsOf(one).includes(key));
    const stands = standsOf(versions, hasKey);
    const stand = stands.findLast((one) => overlaps(input, one));
    const used = (uses.get(key) ?? []).filter(({ at }) => isWithin(input, at));
    const stray = used.filter(({ at }) => !stands.some((one) => stoodAt(one, at)));
    if (stand === undefined && stray.length === 0) return [];
    const others = sharers(input, versions, id, key);
    return [
      {
        ...told,
        key,
        keyType: 'ed25519',
        ...timesOf('keySince', 'keyUntil', stand ?? stands.at(-1)),
        approvals: used.length,
        lastUsed: used.at(-1)?.at ?? null,
        notes: [...changes, ...keyNotes(input, stand, used)],
        exception: [
          ...(others.length === 0 ? [] : [`the key is also ${others.join(' and ')}’s`]),
          ...stray.map(({ at }) => `it signed at ${at}, when it was not listed`),
        ].join('; '),
      },
    ];
  });
  return keyed.length > 0 ? keyed : [keyless(told, changes, last)];
};

const keyless = (
  told: Readonly<Record<string, PeriodRow[string]>>,
  notes: string[],
  { github, roles }: Person,
): Row => ({
  ...told,
  key: null,
  keyType: null,
  ...timesOf('keySince', 'keyUntil', undefined),
  approvals: 0,
  lastUsed: null,
  notes,
  exception: github === undefined || roles.includes(PIPELINE) ? 'can neither sign nor review in a browser' : '',
});

/** Whether it stood at any moment of the period. */
const overlaps = ({ from, to }: PeriodInput, { since, until }: Stand): boolean =>
  Date.parse(since.at) < to.getTime() && (until === undefined || Date.parse(until.at) > from.getTime());

const timesOf = (since: string, until: string, stand: Stand | undefined) => ({
  [since]: stand?.since.at ?? null,
  [`${since}Commit`]: stand?.since.commit ?? null,
  [until]: stand?.until?.at ?? null,
  [`${until}Commit`]: stand?.until?.commit ?? null,
});

const rolesOf = ({ workspace }: PeriodInput, person: Person): readonly string[] => [
  ...[...person.roles].sort(),
  ...workspace.teams.filter((team) => holds(person, LEAD, team)).map(({ team }) => `lead ${team}`),
];

const notesOf = (input: PeriodInput, { since, until }: Stand, changed: boolean): string[] => [
  ...(isWithin(input, since.at) ? ['joined'] : []),
  ...(until !== undefined && isWithin(input, until.at) ? ['left'] : []),
  ...(changed ? ['roles-changed'] : []),
];

const keyNotes = (input: PeriodInput, stand: Stand | undefined, used: readonly KeyUse[]): readonly string[] => {
  if (stand === undefined) return [];
  const [added, removed] = [isWithin(input, stand.since.at), stand.until !== undefined];
  return [
    ...(added ? ['key-added'] : []),
    ...(removed ? ['key-removed'] : []),
    ...(!added && !removed && used.length === 0 ? ['unused'] : []),
  ];
};

/** Whether what somebody may approve was changed in the period: roles, and teams that they stand in for. */
const rolesChanged = (input: PeriodInput, versions: PeopleHistory['versions'], id: string): boolean => {
  const held = versions.map(({ at, people }) => {
    const person = people.find((one) => one.person === id);
    return { at, roles: person && JSON.stringify([[...person.roles].sort(), [...person.leads].sort()]) };
  });
  return held.some(({ at, roles }, index) => {
    const before = held[index - 1]?.roles;
    return isWithin(input, at) && roles !== undefined && before !== undefined && roles !== before;
  });
};

/** Others who had the same key while somebody had it, in the period. */
const sharers = (
  input: PeriodInput,
  versions: PeopleHistory['versions'],
  id: string,
  key: string,
): readonly string[] => {
  const inPeriod = versions.filter(({ at }, index) => {
    const next = versions[index + 1];
    return Date.parse(at) < input.to.getTime() && (next === undefined || Date.parse(next.at) > input.from.getTime());
  });
  const holders = inPeriod.flatMap(({ people }) => {
    const ids = people.filter((one) => fingerprintsOf(one).includes(key)).map(({ person }) => person);
    return ids.includes(id) ? ids.filter((one) => one !== id) : [];
  });
  return [...new Set(holders)].sort();
};

const gapsOf = ({ root }: PeriodInput, { versions, unreadable }: PeopleHistory): string[] => [
  ...(versions.length === 0 ? [`No commit of the branch lists people in ${TEAMS_FILE}.`] : []),
  ...unreadable.map((commit) => `${TEAMS_FILE} of commit ${commit} cannot be read: who was listed then is not known.`),
  ...(isCutOff(root)
    ? ['The clone has only the end of the history: since when people are listed may be longer ago.']
    : []),
  'Times of the list are those of commits, as git has them; times of use are those that approvals say and their keys have signed.',
];
