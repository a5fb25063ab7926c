import { Liquid } from 'liquidjs';
import { COPY_LIQUID, copyOnly } from '../../contracts/copy-engine';
import type { Copy, Offer } from '../../contracts/decision';
import { type Worded, type Wordless, wordOffer } from './offer-words';

const liquid = copyOnly(new Liquid(COPY_LIQUID));

/** Longest value that copy takes over from a profile. */
const LONGEST_VALUE = 200;
/** Values come from customers: a line break in one would end a headline or an e-mail's subject. */
const oneLine = (value: string | number | boolean): string | number | boolean =>
  typeof value === 'string' ? value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, LONGEST_VALUE) : value;

/**
 * An offer's copy with the given variables and no others. Fails as a whole: half a message is worse than none. HTML is
 * not escaped; the channel that shows the words knows what they are put into.
 */
export const renderOffer = (
  offer: Offer,
  variables: Readonly<Record<string, string | number | boolean>>,
  wished?: string,
  code?: string,
): Worded => {
  const scope = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, oneLine(value)]));
  const wordsOf = (copy: Copy): Pick<Copy, 'headline' | 'body'> | Wordless => {
    const words: Record<'headline' | 'body', string> = { headline: '', body: '' };
    for (const part of ['headline', 'body'] as const) {
      try {
        words[part] = liquid.parseAndRenderSync(copy[part], scope);
      } catch (error) {
        // The engine's message quotes the template around the fault; its name is enough and cannot hold a value.
        const fault = error instanceof Error ? error.name : 'error';
        return { ok: false, reason: 'render-failed', detail: `${part}: ${fault}` };
      }
    }
    return words;
  };
  return wordOffer(offer, wished, wordsOf, code);
};
