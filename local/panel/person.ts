import { digest, draw, pick } from './draw';

/** Stated shares of the made-up population. They are parameters of the demonstration, not findings. */
export const SHARES = {
  app: 0.4,
  browser: 0.55,
  social: 0.3,
  consent: { email: 0.6, sms: 0.25, app: 0.8, pos: 0.7 },
} as const;

export type ConsentChannel = keyof typeof SHARES.consent;

const FIRST = ['Ada', 'Ben', 'Cora', 'Dev', 'Elena', 'Finn', 'Grace', 'Hugo', 'Ines', 'Jonas', 'Kira', 'Leo'] as const;
const LAST = ['Abbott', 'Brandt', 'Castillo', 'Dunn', 'Ekwueme', 'Farrow', 'Grant', 'Hale', 'Iqbal', 'Jensen'] as const;
const ZONES = ['America/New_York', 'America/New_York', 'America/New_York', 'America/Chicago'] as const;
/** Real area codes: with numbers 555-0100 to 555-0199, which belong to nobody, they make 2,600 telephones. */
const AREAS = [
  201, 202, 203, 212, 215, 216, 302, 304, 305, 312, 313, 315, 317, 401, 404, 410, 412, 413, 502, 513, 603, 614, 617,
  703, 716, 802,
] as const;

/** What is made up about a household: contact, devices, consent. A pure function of its id. */
export interface SyntheticPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly loyaltyNumber: string;
  readonly timezone: string;
  /** Name on a social network; absent for most. */
  readonly handle?: string;
  readonly hasApp: boolean;
  readonly browses: boolean;
  /** Anonymous id of the browser. */
  readonly browserId: string;
  readonly consents: readonly ConsentChannel[];
}

const known = new Map<number, SyntheticPerson>();

/** The made-up person of a household; made once, because every basket asks for it. */
export const syntheticPerson = (household: number): SyntheticPerson => {
  const person = known.get(household) ?? makePerson(household);
  known.set(household, person);
  return person;
};

const makePerson = (household: number): SyntheticPerson => {
  const area = AREAS[Math.floor(household / 100) % AREAS.length] ?? AREAS[0];
  const has = (field: string, share: number): boolean => draw(household, field) < share;
  const channels = Object.entries(SHARES.consent) as [ConsentChannel, number][];
  return {
    firstName: pick(FIRST, household, 'first_name'),
    lastName: pick(LAST, household, 'last_name'),
    email: `hh${household}@households.example`,
    phone: `+1${area}55501${String(household % 100).padStart(2, '0')}`,
    loyaltyNumber: `HL-${String(household).padStart(6, '0')}`,
    timezone: pick(ZONES, household, 'timezone'),
    ...(has('social', SHARES.social) ? { handle: `@household_${household}` } : {}),
    hasApp: has('app', SHARES.app),
    browses: has('browser', SHARES.browser),
    browserId: `web-${digest(household, 'browser_id').toString('hex').slice(0, 24)}`,
    consents: channels.filter(([channel, share]) => has(`consent-${channel}`, share)).map(([channel]) => channel),
  };
};
