import { Liquid } from 'liquidjs';
import type { LaunchManifest } from '../../../contracts/launch';
import type { Draft } from '../draft';
import type { Path } from '../locate';

/** The gateway's tags: those that choose words. */
const TAGS = new Set(['if', 'unless', 'case', 'comment', 'raw', '#']);

const engine = ((): Liquid => {
  const liquid = new Liquid({
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
  });
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.has(tag)) delete liquid.tags[tag];
  return liquid;
})();

type Part = { readonly text: string; readonly path: Path };

/** Fields of the customer that the copy of a launch names; copy that does not parse names none. */
export const templateFields = (launch: LaunchManifest): readonly string[] =>
  templatedParts(launch).flatMap(({ text }) => fieldsOf(text));

/** Copy whose Liquid does not parse, or breaks for a customer of whom nothing is known. */
export const checkTemplates = (launch: LaunchManifest): readonly Draft[] =>
  templatedParts(launch).flatMap(({ text, path }): readonly Draft[] => {
    if (!text.includes('{{') && !text.includes('{%')) return [];
    try {
      engine.parseAndRenderSync(text, {});
      return [];
    } catch (error) {
      const message = error instanceof Error ? error.message.replace(/, (file|line):.*/s, '') : String(error);
      const unknown = /undefined variable: (.+)/.exec(message)?.[1];
      if (unknown === undefined)
        return [{ code: 'copy.template', path, message, fix: 'Correct the part in {{ }} or {% %}.' }];
      return [
        {
          code: 'copy.template',
          path,
          message: `breaks for customers without "${unknown}"`,
          fix: `Say what to write instead: {{ ${unknown} | default: '...' }}.`,
        },
      ];
    }
  });

const templatedParts = (launch: LaunchManifest): readonly Part[] =>
  launch.offers.flatMap((offer, index) =>
    Object.entries(offer.copy).flatMap(([language, copy]) =>
      (['headline', 'body'] as const).map((part) => ({
        text: copy[part],
        path: ['offers', index, 'copy', language, part],
      })),
    ),
  );

const fieldsOf = (text: string): readonly string[] => {
  if (!text.includes('{{') && !text.includes('{%')) return [];
  try {
    return engine.globalVariablesSync(engine.parse(text));
  } catch {
    // Told by checkTemplates.
    return [];
  }
};
