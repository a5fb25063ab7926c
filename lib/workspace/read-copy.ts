import type { Template } from 'liquidjs';
import { bareFields } from './bare-fields';
import { copyEngine, isTemplate } from './copy-engine';
import { remembered } from './remembered';

/** What is known of a text of copy once its Liquid is read. */
export interface ReadCopy {
  /** Empty where it has nothing for the engine to do, and where it does not parse. */
  readonly template: readonly Template[];
  /** Fields of the customer that it names. */
  readonly fields: readonly string[];
  /** Those of them that it writes without saying what to write where they are not known. */
  readonly bare: readonly string[];
  /** With the words for a customer of whom nothing is known; undefined where it does not render. */
  readonly plain?: string;
  /** Why it does not render. */
  readonly error?: unknown;
}

const NOTHING: ReadCopy = { template: [], fields: [], bare: [] };

/** A text parsed, then rendered for a customer of whom nothing is known. */
export const readCopy = remembered((text): ReadCopy => {
  // As most copy is; its schema lets it be no longer than the engine reads.
  if (!isTemplate(text)) return { ...NOTHING, plain: text };
  let read = NOTHING;
  try {
    const template = copyEngine.parse(text);
    read = { ...read, template, fields: copyEngine.globalVariablesSync(template) };
    read = { ...read, bare: [...new Set(bareFields(template))] };
    return { ...read, plain: copyEngine.renderSync(template, {}) };
  } catch (error) {
    return { ...read, error };
  }
});
