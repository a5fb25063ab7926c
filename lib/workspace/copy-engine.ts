import { Liquid } from 'liquidjs';
import { COPY_LIQUID, closedEngine, copyOnly } from '../../contracts/copy-engine';
import type { Copy } from '../../contracts/decision';

/** Reads copy as the gateway does: what it refuses here would be refused there. */
export const copyEngine = copyOnly(new Liquid(COPY_LIQUID));

/** Reads the texts of vendors' bodies as the gateway does. */
export const bodyEngine = closedEngine(new Liquid(COPY_LIQUID));

/** Whether a text holds anything for the engine to do. */
export const isTemplate = (text: string): boolean => /\{[{%]/.test(text);

/** Copy with the words for a customer of whom nothing is known; throws where it does not render. */
export const withPlainWords = (copy: Copy): Copy =>
  isTemplate(copy.headline) || isTemplate(copy.body)
    ? {
        ...copy,
        plain: {
          headline: copyEngine.parseAndRenderSync(copy.headline, {}),
          body: copyEngine.parseAndRenderSync(copy.body, {}),
        },
      }
    : copy;
