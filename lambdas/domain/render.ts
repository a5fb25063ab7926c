import { Liquid } from 'liquidjs';
import type { Copy, Offer } from '../../contracts/decision';

/** An offer's words for one person, ready to be sent or shown. */
export interface Content {
  readonly headline: string;
  readonly body: string;
  readonly link?: Copy['link'];
  readonly image?: Copy['image'];
  readonly code?: string;
}

export type Rendered =
  | { readonly ok: true; readonly language: string; readonly content: Content }
  | {
      readonly ok: false;
      readonly reason: 'render-failed' | 'code-missing';
      /** Which part failed and how; never a value of the person. */
      readonly detail: string;
    };

/** Tags that only choose words; those that read files, loop or keep state have no place in an offer's copy. */
const TAGS = new Set(['if', 'unless', 'case', 'comment', 'raw', '#']);

/** Copy is marketing's text: unknown filters and variables are errors, nothing can be included, and work is bounded. */
const createEngine = (): Liquid => {
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: true,
    // `{{ first_name | default: 'Hello' }}` and `{% if first_name %}` are how copy copes with what is not known.
    lenientIf: true,
    ownPropertyOnly: true,
    // An empty set of templates also keeps the engine away from the file system.
    templates: {},
    parseLimit: 20_000,
    renderLimit: 200,
    memoryLimit: 200_000,
  });
  for (const tag of Object.keys(engine.tags)) if (!TAGS.has(tag)) delete engine.tags[tag];
  return engine;
};
const liquid = createEngine();

/** Longest value that copy takes over from a profile. */
const LONGEST_VALUE = 200;
/** Values come from customers: a line break in one would end a headline or an e-mail's subject. */
const oneLine = (value: string | number | boolean): string | number | boolean =>
  typeof value === 'string' ? value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, LONGEST_VALUE) : value;

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

/**
 * An offer's copy with the given variables and no others. Fails as a whole: half a message is worse than none. HTML is
 * not escaped; the channel that shows the words knows what they are put into.
 */
export const renderOffer = (
  offer: Offer,
  variables: Readonly<Record<string, string | number | boolean>>,
  wished?: string,
): Rendered => {
  const language = languageOf(offer.copy, wished);
  const copy = language === undefined ? undefined : offer.copy[language];
  if (language === undefined || copy === undefined) return { ok: false, reason: 'render-failed', detail: 'no copy' };
  if (offer.code !== undefined && !('fixed' in offer.code)) {
    return { ok: false, reason: 'code-missing', detail: offer.code.pool };
  }
  const scope = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, oneLine(value)]));
  const words: Record<'headline' | 'body', string> = { headline: '', body: '' };
  for (const part of ['headline', 'body'] as const) {
    try {
      words[part] = liquid.parseAndRenderSync(copy[part], scope);
    } catch (error) {
      // The engine's message quotes the template around the fault; its name is enough and cannot hold a value.
      return {
        ok: false,
        reason: 'render-failed',
        detail: `${part}: ${error instanceof Error ? error.name : 'error'}`,
      };
    }
  }
  const { link, image } = copy;
  return {
    ok: true,
    language,
    content: {
      ...words,
      ...(link && { link }),
      ...(image && { image }),
      ...(offer.code && { code: offer.code.fixed }),
    },
  };
};
