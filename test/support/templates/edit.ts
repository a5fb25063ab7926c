import type { Raw, RawResource, StackTemplate } from '../../../lib/governance/analysis/template';

type Editable = { Type: string; Properties: Record<string, Raw>; [key: string]: unknown };

/** A copy of the stacks in which every resource that fits is changed; throws where none fits, so that no seed is sown in the air. */
export const editResources = (
  stacks: readonly StackTemplate[],
  fits: (resource: RawResource, id: string) => boolean,
  edit: (resource: Editable) => void,
): readonly StackTemplate[] => {
  let edited = 0;
  const copy = stacks.map((stack) => {
    const template = structuredClone(stack.template) as { Resources?: Record<string, Editable> };
    for (const [id, resource] of Object.entries(template.Resources ?? {}))
      if (fits(resource as RawResource, id)) {
        resource.Properties ??= {};
        edit(resource);
        edited += 1;
      }
    return { ...stack, template: template as StackTemplate['template'] };
  });
  if (edited === 0) throw new Error('No resource fits the edit.');
  return copy;
};

/** A copy of the stacks with one more resource in the first. */
export const addResource = (
  stacks: readonly StackTemplate[],
  id: string,
  resource: RawResource,
): readonly StackTemplate[] =>
  stacks.map((stack, index) =>
    index > 0
      ? stack
      : { ...stack, template: { ...stack.template, Resources: { ...stack.template.Resources, [id]: resource } } },
  );

/** Adds a statement to a policy document. */
export const addStatement = (document: Raw, statement: Raw): void => {
  (document as { Statement: Raw[] }).Statement.push(statement);
};
