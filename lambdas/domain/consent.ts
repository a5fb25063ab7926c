import type { Consent, PersonView } from '../../contracts/profile';
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

/** When consents are asked for, and how long they last. */
export interface ConsentTerms {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Seconds after which a grant has ended. @default - no end but its own */
  readonly seconds?: number | undefined;
}

/**
 * The latest record that applies to a purpose and a channel, `*` included; at the same instant a denial wins. No record is
 * `none`; a grant that has ended is a denial, and one whose end nobody can read has ended.
 */
export const consentFor = (
  view: Pick<PersonView, 'consent'>,
  purpose: string,
  channel: string,
  terms: ConsentTerms,
): 'granted' | 'denied' | 'none' => {
  const latest = latestRecord(view, purpose, channel);
  if (latest === undefined) return 'none';
  return latest.status === 'granted' && isInForce(latest, terms) ? 'granted' : 'denied';
};

/** When a grant ends, in epoch milliseconds; `Infinity` for never. */
export const endOf = ({ at, expiresAt }: Consent, seconds: number | undefined): number =>
  Math.min(
    expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt),
    seconds === undefined ? Number.POSITIVE_INFINITY : Date.parse(at) + seconds * 1000,
  );

// Written so that an end nobody can read has passed.
const isInForce = (consent: Consent, { at, seconds }: ConsentTerms): boolean => at < endOf(consent, seconds);

/** The record that decides about a purpose and a channel. */
export const latestRecord = (
  view: Pick<PersonView, 'consent'>,
  purpose: string,
  channel: string,
): Consent | undefined => {
  let latest: Consent | undefined;
  for (const name of consentNames(purpose, channel)) {
    const consent = own(view.consent, name);
    if (consent !== undefined && (latest === undefined || compareConsent(consent, latest) > 0)) latest = consent;
  }
  return latest;
};
