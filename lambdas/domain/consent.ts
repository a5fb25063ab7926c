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
