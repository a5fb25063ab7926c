import type { ChannelUse, LaunchDefinition, Offer } from '../../contracts/decision';
import type { LaunchManifest } from '../../contracts/launch';
import { type CompileWith, compileLaunch } from '../workspace/compile-launch';
import { ifSound } from '../workspace/sound';

/** An offer that is to be shown; without a definition where its words cannot be read as they are. */
export interface OfferPart {
  readonly index: number;
  readonly id: string;
  readonly languages: readonly { readonly language: string; readonly definition?: LaunchDefinition }[];
}

/** What of a launch can be shown, whatever is wrong with the rest of it. */
export interface LaunchParts {
  readonly team?: string;
  readonly purpose?: string;
  readonly summary?: string;
  readonly window?: { readonly starts: string; readonly ends: string; readonly timezone: string };
  readonly uses: readonly (ChannelUse & { readonly index: number })[];
  readonly offers: readonly OfferPart[];
}

/** Stands for dates that cannot be read; words do not hang on it. */
const ANY_TIME = { timezone: 'UTC', starts: '2000-01-01 00:00', ends: '2000-01-01 00:00' };

/**
 * Takes a launch apart. Each offer is compiled alone, in each language alone, by the same compiler as the whole, so that a mistake
 * takes away no more than itself. Undefined is a file of which nothing can be read.
 */
export const launchParts = (launch: string, sound: LaunchManifest | undefined, workspace: CompileWith): LaunchParts => {
  if (sound === undefined) return { uses: [], offers: [] };
  const read = <T>(of: () => T): T | undefined => ifSound(of);
  const team = read(() => sound.team);
  const purpose = read(() => sound.purpose);
  const summary = read(() => sound.summary);
  const when = read(() => {
    const { timezone, starts, ends, redeemUntil } = sound.when;
    return { timezone, starts, ends, ...(redeemUntil !== undefined && { redeemUntil }) };
  });
  const offers = read(() => [...sound.offers.keys()]) ?? [];
  const uses = read(() => [...sound.channels.use.keys()]) ?? [];
  const compile = (manifest: Partial<LaunchManifest>): LaunchDefinition | undefined =>
    attempt(() =>
      compileLaunch(
        {
          launch,
          team: team ?? '',
          purpose: purpose ?? '',
          when: ANY_TIME,
          channels: { reach: 'all', use: [] },
          offers: [],
          ...manifest,
        },
        workspace,
      ),
    );
  const partOf = (index: number): OfferPart => {
    const id = read(() => sound.offers[index]?.id) ?? `offer ${index + 1}`;
    const languages = read(() => Object.keys(sound.offers[index]?.copy ?? {})) ?? [];
    return {
      index,
      id,
      languages: languages.map((language) => {
        const offer = (): LaunchManifest['offers'][number] | undefined => {
          const { for: _, copy, ...given } = sound.offers[index] ?? {};
          const { headline, body, link, image } = copy?.[language] ?? {};
          if (headline === undefined || body === undefined) return undefined;
          const words = { headline, body, ...(link && { link }), ...(image && { image }) };
          return { ...given, id, copy: { [language]: words } };
        };
        const alone = read(offer);
        const definition =
          alone && (compile({ offers: [alone], ...(when && { when }) }) ?? compile({ offers: [alone] }));
        return { language, ...(definition && { definition }) };
      }),
    };
  };
  return {
    ...(team !== undefined && { team }),
    ...(purpose !== undefined && { purpose }),
    ...(summary !== undefined && { summary }),
    ...(when && { window: { starts: when.starts, ends: when.ends, timezone: when.timezone } }),
    uses: uses.flatMap((index) => {
      const use = read(() => ({ ...sound.channels.use[index] }));
      const compiled = use?.channel && compile({ channels: { reach: 'all', use: [{ ...use, channel: use.channel }] } });
      return compiled ? compiled.channels.use.map((one) => ({ ...one, index })) : [];
    }),
    offers: offers.map(partOf),
  };
};

/** Undefined where something cannot be compiled: its finding says so already. */
const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
};

/** An offer by itself. */
export const onlyOffer = ({ offers }: LaunchDefinition): Offer => {
  const [offer] = offers;
  if (offer === undefined) throw new Error('A definition to be shown has one offer.');
  return offer;
};
