import type { Copy, Offer } from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import { poolOf } from './pool-codes';

/** An offer's words for one person, ready to be sent or shown. */
export interface Content {
  readonly headline: string;
  readonly body: string;
  readonly link?: Copy['link'];
  readonly image?: Copy['image'];
  readonly code?: string;
}

/** An offer cannot be put in words. */
export interface Wordless {
  readonly ok: false;
  readonly reason: 'render-failed' | 'code-missing';
  /** Which part failed and how; never a value of the person. */
  readonly detail: string;
}
export type Worded = { readonly ok: true; readonly language: string; readonly content: Content } | Wordless;

/** The language a person wishes to be spoken to in, if they ever said. */
export const wishedLanguage = ({ traits }: Pick<PersonView, 'traits'>): string | undefined => {
  const language = traits.language?.value;
  return typeof language === 'string' ? language : undefined;
};

/** The country a person lives in, if they ever said; two letters by ISO 3166-1, or as it was written. */
export const countryOf = ({ traits }: Pick<PersonView, 'traits'>): string | undefined => {
  const country = traits.country?.value;
  return typeof country === 'string' ? country : undefined;
};

const primary = (tag: string): string => tag.split('-', 1)[0] ?? tag;

/** The language to speak: the one wished for, else another form of it, else the first that was written. */
export const languageOf = (copy: Offer['copy'], wished?: string): string | undefined => {
  const written = Object.keys(copy);
  if (wished === undefined) return written[0];
  return (
    written.find((tag) => tag === wished) ??
    written.find((tag) => tag === primary(wished)) ??
    written.find((tag) => primary(tag) === primary(wished)) ??
    written[0]
  );
};

/** An offer in the language to speak, its words made by `wordsOf`; `code`: the one that the person was given of its pool. */
export const wordOffer = (
  offer: Offer,
  wished: string | undefined,
  wordsOf: (copy: Copy) => Pick<Copy, 'headline' | 'body'> | Wordless,
  given?: string,
): Worded => {
  const language = languageOf(offer.copy, wished);
  const copy = language === undefined ? undefined : offer.copy[language];
  if (language === undefined || copy === undefined) return { ok: false, reason: 'render-failed', detail: 'no copy' };
  const pool = poolOf(offer);
  const code = offer.code !== undefined && 'fixed' in offer.code ? offer.code.fixed : pool && given;
  if (pool !== undefined && given === undefined) return { ok: false, reason: 'code-missing', detail: pool };
  const words = wordsOf(copy);
  if ('ok' in words) return words;
  const { headline, body } = words;
  const { link, image } = copy;
  return {
    ok: true,
    language,
    content: {
      headline,
      body,
      ...(link && { link }),
      ...(image && { image }),
      ...(code !== undefined && { code }),
    },
  };
};

/** An offer for a channel that knows its customer: no value of theirs, only what the copy says without. */
export const plainOffer = (offer: Offer, wished?: string, code?: string): Worded =>
  wordOffer(offer, wished, (copy) => copy.plain ?? copy, code);
