import type { Json } from '../../contracts/event';
import { CALL_EVENT } from '../../contracts/names';
import type { CatalogEntry } from '../../contracts/platform-config';
import type { PersonView } from '../../contracts/profile';
import { SAMPLE_VALUES } from '../../contracts/sample-person';

/** Somebody made up, to see a message with. */
export interface SamplePerson {
  readonly id: string;
  readonly label: string;
  /** What there is to see. */
  readonly why: string;
  /** Whether pictures are loaded; many mail programs ask first. */
  readonly images: boolean;
  readonly traits: Readonly<Record<string, Json>>;
}

const NAMES = ['first_name', 'last_name', 'name'] as const;
const withoutNames: Readonly<Record<string, Json>> = Object.fromEntries(
  Object.entries(SAMPLE_VALUES).filter(([name]) => !NAMES.some((one) => one === name)),
);

/** Those with whom messages go wrong most often, after one with whom they do not. */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { id: 'typical', label: 'Typical', why: 'Everything is known.', images: true, traits: SAMPLE_VALUES },
  {
    id: 'longest',
    label: 'Longest name',
    why: 'Lines that break, and short messages that become two.',
    images: true,
    traits: {
      ...SAMPLE_VALUES,
      first_name: 'Maria-Magdalena Theodora-Alexandrina',
      last_name: 'Wolfeschlegelsteinhausenbergerdorff',
      name: 'Maria-Magdalena Theodora-Alexandrina Wolfeschlegelsteinhausenbergerdorff',
    },
  },
  {
    id: 'nameless',
    label: 'No first name',
    why: 'Only an address is known; copy says what it says by default.',
    images: true,
    traits: withoutNames,
  },
  {
    id: 'rtl',
    label: 'Right to left',
    why: 'A name that is written from right to left, in words that may not be.',
    images: true,
    traits: { ...SAMPLE_VALUES, first_name: 'عبد الرحمن', last_name: 'الخوارزمي', name: 'عبد الرحمن الخوارزمي' },
  },
  {
    id: 'imageless',
    label: 'No images',
    why: 'A mail program that shows no pictures.',
    images: false,
    traits: SAMPLE_VALUES,
  },
];

const tokenOf = (index: number): string => `tok_preview${String(index).padStart(15, '0')}`;

/** The person as a profile holds them: personal values are tokens, as IT's catalog says which are. */
export const profileOf = (
  { traits }: SamplePerson,
  language: string,
  catalog: Readonly<Record<string, CatalogEntry>>,
  now: string,
): { readonly view: PersonView; readonly values: ReadonlyMap<string, string> } => {
  const personal = catalog[CALL_EVENT.identify]?.pii ?? {};
  const values = new Map<string, string>();
  const stored = Object.entries({ ...traits, language }).map(([name, value], index) => {
    if (!Object.hasOwn(personal, name)) return [name, { value, at: now, key: 'preview#1' }] as const;
    const token = tokenOf(index);
    values.set(token, String(value));
    return [name, { value: token, at: now, key: 'preview#1' }] as const;
  });
  const view: PersonView = {
    person: `user_id:${tokenOf(999)}`,
    members: [`user_id:${tokenOf(999)}`, `email:${tokenOf(0)}`],
    traits: Object.fromEntries(stored),
    consent: {},
    lists: [],
    digests: [],
  };
  return { view, values };
};
