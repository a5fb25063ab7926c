import type { ChannelUse } from '../../contracts/decision';
import type { Finding } from '../../contracts/finding';
import type { LayoutModule } from '../../contracts/layout';
import { CALL_EVENT } from '../../contracts/names';
import type { Channel } from '../../contracts/platform';
import type { PlatformConfig } from '../../contracts/platform-config';
import { fieldName } from '../../contracts/vendor-fields';
import type { PreviewCode, Rendering } from './code';
import { type FoundIn, findingsIn } from './findings';
import { type LaunchParts, type OfferPart, onlyOffer } from './launch-parts';
import { profileOf, SAMPLE_PEOPLE, type SamplePerson } from './people';

/** A message for all the people who get the same one. */
export interface Card {
  readonly channel: Channel | undefined;
  readonly use: ChannelUse;
  readonly language: string;
  readonly people: readonly SamplePerson[];
  readonly rendering: Rendering;
  /** Fields of the person that do not leave us. */
  readonly withheld: readonly string[];
  readonly findings: readonly Finding[];
}

export interface OfferPreview {
  readonly id: string;
  readonly findings: readonly Finding[];
  readonly cards: readonly Card[];
  /** Languages that cannot be shown before their findings are mended. */
  readonly unreadable: readonly string[];
}

/** Everything that the page shows. */
export interface Previews {
  readonly launch: string;
  readonly parts: LaunchParts;
  readonly people: readonly SamplePerson[];
  readonly languages: readonly string[];
  readonly channels: readonly Channel[];
  readonly offers: readonly OfferPreview[];
  /** All of the launch's findings, and those of them that belong to no card and no offer. */
  readonly findings: readonly Finding[];
  readonly general: readonly Finding[];
}

export interface PreviewsFrom {
  readonly launch: string;
  readonly parts: LaunchParts;
  readonly findings: readonly Finding[];
  readonly platform: PlatformConfig;
  readonly layouts: LayoutModule;
  readonly code: PreviewCode;
  /** ISO 8601. */
  readonly now: string;
}

/** Renders every offer for every channel, language and sample person with run time's own code. */
export const makePreviews = async (from: PreviewsFrom): Promise<Previews> => {
  const { launch, parts, platform } = from;
  const found = findingsIn(from.findings);
  const people = SAMPLE_PEOPLE.filter((one) => one.images || hasImages(parts));
  const used = new Set(parts.uses.map(({ channel }) => channel));
  return {
    launch,
    parts,
    people,
    languages: [...new Set(parts.offers.flatMap(({ languages }) => languages.map(({ language }) => language)))],
    channels: platform.channels.filter(({ channel }) => used.has(channel)),
    offers: await Promise.all(parts.offers.map((offer) => previewOffer(offer, people, found, from))),
    findings: from.findings,
    general: found.general,
  };
};

const hasImages = ({ offers }: LaunchParts): boolean =>
  offers.some(({ languages }) =>
    languages.some(({ language, definition }) => definition && onlyOffer(definition).copy[language]?.image),
  );

const previewOffer = async (
  offer: OfferPart,
  people: readonly SamplePerson[],
  found: FoundIn,
  from: PreviewsFrom,
): Promise<OfferPreview> => {
  const cards = offer.languages.flatMap(({ language, definition }) =>
    definition === undefined
      ? []
      : from.parts.uses.map(async ({ index: useIndex, ...use }): Promise<readonly Card[]> => {
          const rendered = await Promise.all(
            people.map(async (person) => {
              const { view, values } = profileOf(person, language, from.platform.catalog, from.now);
              const { platform, layouts, now, code } = from;
              const asked = { definition, offer: offer.id, use, view, values, layouts, platform, now };
              return { person, rendering: await code.render(asked) };
            }),
          );
          return together(rendered).map((one) => ({
            ...one,
            channel: from.platform.channels.find(({ channel }) => channel === use.channel),
            use,
            language,
            withheld: withheldFrom(use, from.platform),
            findings: found.ofUse(useIndex),
          }));
        }),
  );
  return {
    id: offer.id,
    findings: found.ofOffer(offer.index),
    cards: (await Promise.all(cards)).flat(),
    unreadable: offer.languages.flatMap(({ language, definition }) => (definition === undefined ? [language] : [])),
  };
};

interface Rendered {
  readonly person: SamplePerson;
  readonly rendering: Rendering;
}

/** One entry for all who see the same; whether pictures are loaded shows only where there are some. */
const together = (
  all: readonly Rendered[],
): readonly { readonly people: readonly SamplePerson[]; readonly rendering: Rendering }[] => {
  const groups = new Map<string, { readonly people: SamplePerson[]; readonly rendering: Rendering }>();
  for (const { person, rendering } of all) {
    const html = rendering.refused === undefined ? rendering.message.html : undefined;
    const key = JSON.stringify([rendering, html?.includes('<img') === true && person.images]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { people: [person], rendering });
    else group.people.push(person);
  }
  return [...groups.values()];
};

/** Everything that may be known of a customer and that the vendor's list leaves out. */
const withheldFrom = ({ vendor }: ChannelUse, { vendors, catalog }: PlatformConfig): readonly string[] => {
  const known = new Set(Object.keys(catalog[CALL_EVENT.identify]?.pii ?? {}));
  for (const { traits } of SAMPLE_PEOPLE) for (const name of Object.keys(traits)) known.add(name);
  const fields = vendors.find((one) => one.vendor === vendor)?.fields ?? [];
  const sent = new Set(fields.map(fieldName));
  return [...known].filter((name) => !sent.has(name)).sort();
};
