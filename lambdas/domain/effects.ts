import type { Scalar } from '../../contracts/condition';
import type { BusEvent, Json } from '../../contracts/event';
import { CALL_EVENT, PLATFORM_EVENT } from '../../contracts/names';
import type { CatalogEntry } from '../../contracts/platform-config';
import type { Digest } from '../../contracts/profile';
import { type ConsentFacts, consentFacts } from './consent-facts';
import { textOf } from './event-text';
import type { ProfileRules } from './profile-rules';
import { leafName, valuesAt } from './property-path';
import { own, sortedRecord } from './record';
import { compareText } from './stamp';
import { type Told, toldBy } from './tallies';

/** What an event tells about its strand. */
export interface Effects extends ConsentFacts {
  readonly traits: readonly (readonly [string, Json])[];
  readonly list?: { readonly list: string; readonly member: boolean };
  readonly remember?: Pick<Digest, 'event' | 'where'>;
  /** What it adds to computed traits. */
  readonly tallies?: readonly Told[];
}

/** The effects of an event by its catalog entry; those of an event that the catalog no longer knows are its consent and lists. */
export const effectsOf = (event: BusEvent, rules: ProfileRules): Effects => {
  const entry = rules.catalog.get(event.detailType);
  const list = listIn(event);
  const computed = rules.computed.get(event.detailType);
  const remember = entry?.remember === undefined ? undefined : remembered(event, entry.remember);
  return {
    traits: traitsIn(event, entry),
    ...consentFacts(event, rules),
    ...(list === undefined ? {} : { list }),
    ...(remember === undefined ? {} : { remember }),
    ...(computed === undefined ? {} : { tallies: toldBy(event, computed) }),
  };
};

/** Whether an event leaves any trace but its links and a browser's default. */
export const tellsSomething = ({
  traits,
  consent,
  bounced,
  restricted,
  list,
  remember,
  tallies = [],
}: Effects): boolean =>
  traits.length + tallies.length > 0 ||
  [consent, bounced, restricted, list, remember].some((told) => told !== undefined);

/** An identify call sets every property it carries; other events those that the catalog lists. */
const traitsIn = ({ detailType, detail }: BusEvent, entry: CatalogEntry | undefined): Effects['traits'] => {
  const set = Object.entries(entry?.sets ?? {}).flatMap(([trait, property]): Effects['traits'] => {
    const value = own(detail.properties, property);
    return value === undefined ? [] : [[trait, value]];
  });
  return detailType === CALL_EVENT.identify ? [...Object.entries(detail.properties), ...set] : set;
};

const listIn = ({ detailType, detail: { properties } }: BusEvent): Effects['list'] => {
  if (detailType !== PLATFORM_EVENT.listJoined && detailType !== PLATFORM_EVENT.listLeft) return undefined;
  const list = textIn(properties, 'list');
  return list === undefined ? undefined : { list, member: detailType === PLATFORM_EVENT.listJoined };
};

const textIn = textOf<'List Joined' | 'List Left'>;

const remembered = (event: BusEvent, paths: readonly string[]): Effects['remember'] => ({
  event: event.detailType,
  where: sortedRecord(
    paths.flatMap((path) => {
      const values = scalarsAt(event.detail.properties, path);
      const [only] = values;
      if (only === undefined) return [];
      return [[leafName(path), path.includes('[]') ? values : only] as const];
    }),
  ),
});

/** Conditions compare words, not texts: a longer value would only fill the profile. */
const LONGEST = 200;
const MOST = 20;

const scalarsAt = (properties: Readonly<Record<string, Json>>, path: string): readonly Scalar[] => {
  const scalars = valuesAt(properties, path).filter(
    (value): value is Scalar => value !== null && typeof value !== 'object' && String(value).length <= LONGEST,
  );
  return [...new Set(scalars)]
    .sort((a, b) => compareText(String(a), String(b)) || compareText(typeof a, typeof b))
    .slice(0, MOST);
};
