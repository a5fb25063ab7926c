import type { Consent, StrandId, StrandState } from '../../contracts/profile';
import { compareConsent, EVERY } from './consent';
import { compareText } from './stamp';
import { identifierOf } from './strand';

type Member = readonly [StrandId, StrandState];
/** Since when two members are known to be one person. */
type JoinedAt = (a: StrandId, b: StrandId) => string;

/** One record of one member. */
interface Held {
  readonly strand: StrandId;
  readonly name: string;
  readonly consent: Consent;
}

/**
 * The join of what members have said. A denial is beaten only by a newer grant that was given to the same strand, or
 * after both were known to be one person: a merge never lets one person's grant open what the other has closed.
 */
export const joinConsent = (members: readonly Member[], joinedAt: JoinedAt): Readonly<Record<string, Consent>> =>
  joinRecords(
    members.flatMap(([strand, { consent, signals = {} }]) =>
      [...Object.entries(consent), ...Object.entries(signals)].map(
        ([name, said]): Held => ({ strand, name, consent: said }),
      ),
    ),
    joinedAt,
  );

/** Whether any member is restricted and was not released since, by the same rule. */
export const isRestricted = (members: readonly Member[], joinedAt: JoinedAt): boolean => {
  const held = members.flatMap(([strand, { restriction }]): readonly Held[] => {
    if (restriction === undefined) return [];
    const { restricted, ...stamp } = restriction;
    return [{ strand, name: ALL, consent: { ...stamp, status: restricted ? 'denied' : 'granted' } }];
  });
  return held.length > 0 && joinRecords(held, joinedAt)[ALL]?.status === 'denied';
};

/** Tokens of members' addresses that could not be reached, until somebody agrees to be written to there again. */
export const bouncedAddresses = (members: readonly Member[]): readonly string[] =>
  members
    .flatMap(([strand, { bounce, consent }]) => {
      const agreed = ({ status, at }: Consent): boolean =>
        bounce !== undefined && status === 'granted' && at > bounce.at;
      return bounce === undefined || Object.values(consent).some(agreed) ? [] : [identifierOf(strand).token];
    })
    .sort();

const ALL = `${EVERY}/${EVERY}`;

const joinRecords = (held: readonly Held[], joinedAt: JoinedAt): Readonly<Record<string, Consent>> => {
  const grants = held.filter(({ consent }) => consent.status === 'granted');
  const denials = held.filter(({ consent }) => consent.status === 'denied');
  const joined = new Map<string, Consent>();
  for (const { name, consent } of [...held, ...denials.flatMap((denial) => restated(denial, grants, joinedAt))]) {
    const other = joined.get(name);
    if (other === undefined || compareConsent(consent, other) > 0) joined.set(name, consent);
  }
  return Object.fromEntries([...joined].sort(([a], [b]) => compareText(a, b)));
};

/**
 * The denial once more for each newer grant of another member that it outweighs: about what both speak of, and dated like
 * the grant, so that it wins against it and against nothing else.
 */
const restated = (denial: Held, grants: readonly Held[], joinedAt: JoinedAt): readonly Held[] => {
  const newer = grants.filter(({ consent }) => consent.at > denial.consent.at);
  const own = newer.filter(({ strand }) => strand === denial.strand);
  return newer.flatMap(({ strand, name, consent }) => {
    const both = strand === denial.strand ? undefined : overlap(name, denial.name);
    if (both === undefined || consent.at >= joinedAt(strand, denial.strand)) return [];
    if (own.some((grant) => overlap(grant.name, both) === both)) return [];
    return [{ ...denial, name: both, consent: { ...denial.consent, at: consent.at } }];
  });
};

/** What two keys both speak of; undefined where they have nothing in common. */
const overlap = (a: string, b: string): string | undefined => {
  const [purposeA = '', channelA = ''] = a.split('/');
  const [purposeB = '', channelB = ''] = b.split('/');
  const purpose = narrower(purposeA, purposeB);
  const channel = narrower(channelA, channelB);
  return purpose === undefined || channel === undefined ? undefined : `${purpose}/${channel}`;
};

const narrower = (a: string, b: string): string | undefined => {
  if (a === EVERY) return b;
  return b === EVERY || a === b ? a : undefined;
};
