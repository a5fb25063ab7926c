import type { PersonState, PersonView, Restriction } from '../../contracts/profile';
import { compareConsent, consentFor, latestRecord } from './consent';
import { viewOf } from './person-view';
import { own } from './record';
import { compareStamps } from './stamp';

/** Whether an event of the stored history, told by its stamp's key, is there to say so. */
export type SaysSo = (key: string) => boolean;

/** How much an answer allows. */
const ALLOWS = { denied: 0, none: 1, granted: 2 } as const;

/**
 * What allows more in one state than in the other although no event of the history says so since: consents
 * (`<purpose>/<channel>`), `bounce` and `restriction`. `at` in epoch milliseconds.
 */
export const widenedConsent = (was: PersonState, is: PersonState, saysSo: SaysSo, at: number): readonly string[] => {
  const [before, after] = [viewOf(was), viewOf(is)];
  const records = namesIn(before, after).filter((name) => isWidened(name, before, after, saysSo, at));
  const forgotten = Object.entries(was.strands).some(
    ([strand, { bounce }]) => bounce !== undefined && own(is.strands, strand)?.bounce === undefined,
  );
  const released = before.restricted === true && after.restricted !== true && !isReleased(was, is, saysSo);
  return [...records, ...(forgotten ? ['bounce'] : []), ...(released ? ['restriction'] : [])];
};

/** Every purpose with every channel that either of the two speaks of; `*` stands for all others. */
const namesIn = (...views: readonly PersonView[]): readonly string[] => {
  const said = views.flatMap(({ consent }) => Object.keys(consent).map((name) => name.split('/')));
  const purposes = [...new Set(said.map(([purpose = '']) => purpose))].sort();
  const channels = [...new Set(said.map(([, channel = '']) => channel))].sort();
  return purposes.flatMap((purpose) => channels.map((channel) => `${purpose}/${channel}`));
};

const isWidened = (name: string, before: PersonView, after: PersonView, saysSo: SaysSo, at: number): boolean => {
  const [purpose = '', channel = ''] = name.split('/');
  const answer = consentFor(after, purpose, channel, { at });
  if (ALLOWS[answer] <= ALLOWS[consentFor(before, purpose, channel, { at })]) return false;
  const [stood, stands] = [latestRecord(before, purpose, channel), latestRecord(after, purpose, channel)];
  // That nothing is said any more, no event can have said.
  if (answer !== 'granted' || stands === undefined || !saysSo(stands.key)) return true;
  return stood !== undefined && compareConsent(stands, stood) <= 0;
};

const isReleased = (was: PersonState, is: PersonState, saysSo: SaysSo): boolean => {
  const restricted = restrictionsOf(was).filter((one) => one.restricted);
  return restrictionsOf(is).some(
    (one) => !one.restricted && saysSo(one.key) && restricted.every((other) => compareStamps(one, other) > 0),
  );
};

const restrictionsOf = ({ strands }: PersonState): readonly Restriction[] =>
  Object.values(strands).flatMap(({ restriction }) => restriction ?? []);
