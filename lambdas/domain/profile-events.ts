import type { AudienceChange, ProfileRemoval, ProfileUpdate } from '../../contracts/audience';
import type { BusEvent, Json } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import type { PersonId, PersonState, PersonView } from '../../contracts/profile';
import type { Audiences } from './audiences';
import { canonicalJson, sha256Base64Url } from './canonical';
import { viewOf } from './person-view';
import { lifeOf } from './profile-change';
import { own } from './record';
import { typeOf } from './strand';

/** A person as it was stored at one version. */
export interface PersonImage {
  readonly version: number;
  readonly state: PersonState;
  /** Instant as of which it was stored, in epoch seconds. */
  readonly at: number;
}

/** One change of a person, told by the images before and after it. */
export interface PersonChange {
  readonly person: PersonId;
  /** Undefined where a life begins. */
  readonly was?: PersonImage;
  /** Undefined where a life ended. */
  readonly is?: PersonImage;
}

/** What is published of a person beside its version. */
type Published = Pick<ProfileUpdate, 'traits' | 'consent' | 'audiences'> & Pick<PersonView, 'members'>;

/** Bytes of a `Profile Updated`, so that an event stays far below what the bus and a queue take. */
const MOST_BYTES = 64 * 1024;

/**
 * What a change of a person publishes: `Segment Entered` and `Segment Left`, and `Profile Updated` with what differs, or `Profile
 * Removed`. The same change always makes the same events under the same ids.
 */
export const profileEvents = (change: PersonChange, audiences: Audiences): readonly BusEvent[] => {
  const { person, was, is } = change;
  if (is !== undefined) return [...audienceEvents(change, is, audiences), ...updateEvents(person, was, is)];
  if (was === undefined) return [];
  const version = was.version + 1;
  const removal: ProfileRemoval = { person, life: lifeOf(version), version };
  return [busEvent(PLATFORM_EVENT.profileRemoved, { ...removal }, { person, version, at: was.at })];
};

/** The whole of a person as `Profile Updated`, for readers to begin with. */
export const wholeProfile = (person: PersonId, is: PersonImage): readonly BusEvent[] =>
  updateEvents(person, undefined, is);

const audienceEvents = ({ person, was }: PersonChange, is: PersonImage, { byName }: Audiences): readonly BusEvent[] => {
  const [before, after] = [was?.state.membership?.in ?? [], is.state.membership?.in ?? []];
  const tell = (name: string, segment: string): BusEvent => {
    const kind = byName.get(segment)?.kind ?? 'segment';
    const { version, at } = is;
    const told: AudienceChange = { person, segment, kind, life: lifeOf(version), version };
    return busEvent(name, { ...told }, { person, version, at, part: segment });
  };
  return [
    ...after.filter((one) => !before.includes(one)).map((one) => tell(PLATFORM_EVENT.segmentEntered, one)),
    ...before.filter((one) => !after.includes(one)).map((one) => tell(PLATFORM_EVENT.segmentLeft, one)),
  ];
};

const updateEvents = (person: PersonId, was: PersonImage | undefined, is: PersonImage): readonly BusEvent[] => {
  const before = was === undefined ? NOBODY : published(was.state);
  const after = published(is.state);
  const entries = [
    ...differences('traits', before, after),
    ...differences('consent', before, after),
    ...differences('audiences', before, after),
  ];
  const members = canonicalJson(before.members) === canonicalJson(after.members) ? {} : { members: after.members };
  if (entries.length === 0 && members.members === undefined) return [];
  const { version, at } = is;
  return inParts(entries).map((part, index) => {
    const update: ProfileUpdate = {
      person,
      life: lifeOf(version),
      version,
      whole: was === undefined,
      ...(index === 0 ? members : {}),
      ...recordsOf(part),
    };
    const properties = { ...update } as unknown as Readonly<Record<string, Json>>;
    return busEvent(PLATFORM_EVENT.profileUpdated, properties, { person, version, at, part: String(index) });
  });
};

const NOBODY: Published = { members: [], traits: {}, consent: {}, audiences: {} };

/** What readers see of a stored person. */
const published = (state: PersonState): Published => {
  const { members, traits, consent } = viewOf(state);
  return {
    members,
    traits,
    consent,
    audiences: Object.fromEntries((state.membership?.in ?? []).map((one) => [one, true])),
  };
};

type Kind = 'traits' | 'consent' | 'audiences';
type Entry = readonly [kind: Kind, name: string, value: Json];

const differences = (kind: Kind, before: Published, after: Published): readonly Entry[] => {
  const [was, is]: readonly Readonly<Record<string, unknown>>[] = [before[kind], after[kind]];
  const gone = Object.keys(was ?? {}).filter((name) => own(is ?? {}, name) === undefined);
  const changed = Object.entries(is ?? {}).filter(([name, value]) => {
    const other = own(was ?? {}, name);
    return other === undefined || canonicalJson(other) !== canonicalJson(value);
  });
  return [
    ...changed.map(([name, value]): Entry => [kind, name, value as Json]),
    ...gone.map((name): Entry => [kind, name, kind === 'audiences' ? false : null]),
  ];
};

const inParts = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const parts: Entry[][] = [[]];
  let size = 0;
  for (const entry of entries) {
    const bytes = Buffer.byteLength(JSON.stringify(entry));
    if (size > 0 && size + bytes > MOST_BYTES) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(entry);
    size += bytes;
  }
  return parts;
};

const recordsOf = (entries: readonly Entry[]): Pick<ProfileUpdate, Kind> => {
  const of = (kind: Kind) =>
    Object.fromEntries(entries.flatMap(([one, name, value]) => (one === kind ? [[name, value]] : [])));
  return { traits: of('traits'), consent: of('consent'), audiences: of('audiences') } as Pick<ProfileUpdate, Kind>;
};

interface About {
  readonly person: PersonId;
  readonly version: number;
  readonly at: number;
  readonly part?: string;
}

const busEvent = (
  name: string,
  properties: Readonly<Record<string, Json>>,
  { person, version, at, part = '' }: About,
): BusEvent => {
  const id = `chg_${sha256Base64Url(`${person}\n${version}\n${name}\n${part}`).slice(0, 22)}`;
  const instant = new Date(at * 1000).toISOString();
  return {
    source: SOURCE.resolved,
    detailType: name,
    detail: {
      schema: `${name}/1-0-0`,
      messageId: id,
      occurredAt: instant,
      receivedAt: instant,
      identifiers: [{ type: typeOf(person), token: person.slice(person.indexOf(':') + 1) }],
      profileId: person,
      origin: ORIGIN,
      properties,
      trace: id,
    },
  };
};

/** Where these events come from, in the place of an edge source. */
const ORIGIN = 'profiles';
