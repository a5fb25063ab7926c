import type { Consent, PersonView, StrandId, StrandState } from '../../contracts/profile';
import { own } from './record';
import { compareText } from './stamp';

/** Stands for every purpose, or every channel. */
export const EVERY = '*';

/** Key of a consent record, or undefined where a name would make it ambiguous. */
export const consentKey = (purpose: string, channel: string): string | undefined =>
  purpose.includes('/') || channel.includes('/') ? undefined : `${purpose}/${channel}`;

/** Positive where `a` counts before `b`: the later one; at the same instant the denial; then the event's key decides. */
export const compareConsent = (a: Consent, b: Consent): number =>
  compareText(a.at, b.at) || Number(a.status === 'denied') - Number(b.status === 'denied') || compareText(a.key, b.key);

/** Keys of all records that can apply to a purpose and a channel. */
export const consentNames = (purpose: string, channel: string): readonly string[] => [
  `${purpose}/${channel}`,
  `${purpose}/${EVERY}`,
  `${EVERY}/${channel}`,
  `${EVERY}/${EVERY}`,
];

/** The latest record that applies to a purpose and a channel, `*` included; at the same instant a denial wins. No record is `none`. */
export const consentFor = (
  view: Pick<PersonView, 'consent'>,
  purpose: string,
  channel: string,
): 'granted' | 'denied' | 'none' => {
  let latest: Consent | undefined;
  for (const name of consentNames(purpose, channel)) {
    const consent = own(view.consent, name);
    if (consent !== undefined && (latest === undefined || compareConsent(consent, latest) > 0)) latest = consent;
  }
  return latest?.status ?? 'none';
};

/** One record of one member. */
interface Held {
  readonly strand: StrandId;
  readonly name: string;
  readonly consent: Consent;
}

/**
 * The join of what members have said. A denial is beaten only by a newer grant that was given to the same strand, or
 * after both were known to be one person: a merge never lets one person's grant open what the other has closed.
 * `joinedAt` tells since when two members are known to be one.
 */
export const joinConsent = (
  members: readonly (readonly [StrandId, StrandState])[],
  joinedAt: (a: StrandId, b: StrandId) => string,
): Readonly<Record<string, Consent>> => {
  const held = members.flatMap(([strand, state]) =>
    Object.entries(state.consent).map(([name, consent]): Held => ({ strand, name, consent })),
  );
  const grants = held.filter(({ consent }) => consent.status === 'granted');
  const joined = new Map<string, Consent>();
  for (const one of held) {
    const consent = one.consent.status === 'denied' ? restated(one, grants, joinedAt) : one.consent;
    const other = joined.get(one.name);
    if (other === undefined || compareConsent(consent, other) > 0) joined.set(one.name, consent);
  }
  return Object.fromEntries([...joined].sort(([a], [b]) => compareText(a, b)));
};

/** The denial, dated like the newest grant of another member that it outweighs, so that it wins against that one too. */
const restated = (denial: Held, grants: readonly Held[], joinedAt: (a: StrandId, b: StrandId) => string): Consent => {
  const newer = grants.filter(({ consent }) => consent.at > denial.consent.at);
  if (newer.some((grant) => grant.strand === denial.strand && covers(grant.name, denial.name))) return denial.consent;
  const outweighed = newer
    .filter(({ strand }) => strand !== denial.strand)
    .filter(({ name }) => covers(name, denial.name) || covers(denial.name, name))
    .filter(({ strand, consent }) => consent.at < joinedAt(strand, denial.strand))
    .map(({ consent }) => consent.at)
    .sort();
  return { ...denial.consent, at: outweighed.at(-1) ?? denial.consent.at };
};

/** Whether a record under one key speaks about all that the other key names. */
const covers = (wide: string, narrow: string): boolean => {
  const [purpose, channel] = wide.split('/');
  const [otherPurpose, otherChannel] = narrow.split('/');
  return (purpose === EVERY || purpose === otherPurpose) && (channel === EVERY || channel === otherChannel);
};
