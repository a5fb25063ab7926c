import { COPY_FILTERS, COPY_TAGS } from '../../../contracts/copy-engine';
import type { LaunchManifest } from '../../../contracts/launch';
import { type Said, say } from '../../messages';
import { isTemplate } from '../copy-engine';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { problemOf } from '../problem';
import { type ReadCopy, readCopy } from '../read-copy';
import { eachSound } from '../sound';

/** Fields of the customer that the copy of a launch names; copy that does not parse names none. */
export const templateFields = (launch: LaunchManifest): readonly string[] =>
  templatedParts(launch).flatMap(({ text }) => readCopy(text).fields);

/** Copy whose Liquid does not parse, names what nobody tells of customers, or breaks where that is not known. */
export const checkTemplates = (launch: LaunchManifest, known: Known): readonly Draft[] => [
  ...templatedParts(launch).flatMap(({ text, path }): readonly Draft[] => {
    const copy = readCopy(text);
    return [...problemsOf(copy), ...unknownFields(copy.fields, known)].map((said) => ({ ...said, path }));
  }),
  ...plainParts(launch)
    .filter(({ text }) => isTemplate(text))
    .map(({ path }) => ({ ...say('copy.template.notHere'), path })),
];

/** Every field is a trait that somebody tells or the platform computes. */
const unknownFields = (fields: readonly string[], { traits, computedTraits }: Known): readonly TemplateSaid[] => {
  if (traits === undefined || computedTraits === undefined) return [];
  const known = [...traits, ...computedTraits.keys()];
  return fields
    .filter((field) => !known.includes(field))
    .map((field) => say('copy.template.unknownField', { field, known }));
};

interface TextAt {
  readonly text: string;
  readonly path: Path;
}

const partsAt = (
  launch: LaunchManifest,
  partsOf: (copy: LaunchManifest['offers'][number]['copy'][string]) => readonly TextAt[],
): readonly TextAt[] =>
  launch.offers.flatMap((offer, index) =>
    eachSound(() =>
      Object.entries(offer.copy).flatMap(([language, copy]) =>
        partsOf(copy).map(({ text, path }) => ({ text, path: ['offers', index, 'copy', language, ...path] })),
      ),
    ),
  );

/** Parts that are rendered for each customer. */
const templatedParts = (launch: LaunchManifest): readonly TextAt[] =>
  partsAt(launch, (copy) =>
    (['headline', 'body'] as const).flatMap((part) => eachSound(() => [{ text: copy[part], path: [part] }])),
  );

/** Parts that every customer gets as they are. */
const plainParts = (launch: LaunchManifest): readonly TextAt[] =>
  partsAt(launch, ({ link, image }) =>
    eachSound(
      () => (link === undefined ? [] : [{ text: link.label, path: ['link', 'label'] }]),
      () => (link === undefined ? [] : [{ text: link.to, path: ['link', 'to'] }]),
      () => (image === undefined ? [] : [{ text: image.alt, path: ['image', 'alt'] }]),
    ),
  );

type TemplateSaid = Said & { readonly code: 'copy.template' };
const problemsOf = ({ bare, plain, error }: ReadCopy): readonly TemplateSaid[] => {
  if (bare.length > 0) return bare.map((field) => say('copy.template.noDefault', { field }));
  return plain === undefined ? [saidOf(problemOf(error))] : [];
};

const saidOf = (problem: string): TemplateSaid => {
  const [, field] = /undefined variable: (.+)/.exec(problem) ?? [];
  if (field !== undefined) return say('copy.template.noDefault', { field });
  const [, filter] = /undefined filter: (.+)/.exec(problem) ?? [];
  if (filter !== undefined) return say('copy.template.filter', { filter, allowed: COPY_FILTERS });
  const [, tag] = /tag "(.+)" not found/.exec(problem) ?? [];
  return tag === undefined ? say('copy.template', { problem }) : say('copy.template.tag', { tag, allowed: COPY_TAGS });
};
