import type { LaunchManifest } from '../../../contracts/launch';
import { say } from '../../messages';
import { copyEngine } from '../copy-engine';
import type { Draft } from '../draft';
import type { Path } from '../locate';
import { problemOf } from '../problem';
import { remembered } from '../remembered';
import { eachSound } from '../sound';

/** Fields of the customer that the copy of a launch names; copy that does not parse names none. */
export const templateFields = (launch: LaunchManifest): readonly string[] =>
  templatedParts(launch).flatMap(({ text }) => tried(text).fields);

/** Copy whose Liquid does not parse, or breaks for a customer of whom nothing is known. */
export const checkTemplates = (launch: LaunchManifest): readonly Draft[] =>
  templatedParts(launch).flatMap(({ text, path }): readonly Draft[] => {
    const { problem } = tried(text);
    if (problem === undefined) return [];
    const unknown = /undefined variable: (.+)/.exec(problem)?.[1];
    const said =
      unknown === undefined ? say('copy.template', { problem }) : say('copy.template.noDefault', { field: unknown });
    return [{ ...said, path }];
  });

const templatedParts = (launch: LaunchManifest): readonly { readonly text: string; readonly path: Path }[] =>
  launch.offers.flatMap((offer, index) =>
    eachSound(() =>
      Object.entries(offer.copy).flatMap(([language, copy]) =>
        (['headline', 'body'] as const).flatMap((part) =>
          eachSound(() => [{ text: copy[part], path: ['offers', index, 'copy', language, part] }]),
        ),
      ),
    ),
  );

interface Tried {
  readonly fields: readonly string[];
  readonly problem?: string;
}

/** The text parsed, then rendered for a customer of whom nothing is known. */
const tried = remembered((text): Tried => {
  let fields: readonly string[] = [];
  try {
    const template = copyEngine.parse(text);
    fields = copyEngine.globalVariablesSync(template);
    copyEngine.renderSync(template, {});
    return { fields };
  } catch (error) {
    return { fields, problem: problemOf(error) };
  }
});
