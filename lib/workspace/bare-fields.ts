import { CaseTag, IfTag, Output, type Template, TypeGuards, UnlessTag, type Value } from 'liquidjs';
import { copyEngine } from './copy-engine';

/** Fields that a text writes somewhere without saying what to write for customers of whom they are not known. */
export const bareFields = (templates: readonly Template[], known: readonly string[] = []): readonly string[] =>
  templates.flatMap((one) => {
    if (one instanceof Output)
      return hasDefault(one.value) ? [] : fieldsOf(one).filter((field) => !known.includes(field));
    if (one instanceof IfTag) {
      const branches = one.branches.flatMap(({ value, templates: inner }) =>
        bareFields(inner, [...known, ...asked(value)]),
      );
      return [...branches, ...bareFields(one.elseTemplates ?? [], known)];
    }
    if (one instanceof UnlessTag || one instanceof CaseTag) {
      return [
        ...one.branches.flatMap(({ templates: inner }) => bareFields(inner, known)),
        ...bareFields(one.elseTemplates, known),
      ];
    }
    return [];
  });

const hasDefault = ({ filters }: Value): boolean => filters.some(({ name }) => name === 'default');
const fieldsOf = (output: Output): readonly string[] => copyEngine.globalVariablesSync([output]);

/** Fields that are known where a condition holds; with `or`, none for sure. */
const asked = ({ initial }: Value): readonly string[] => {
  const tokens = [...initial.postfix];
  const isOr = tokens.some((token) => TypeGuards.isOperatorToken(token) && token.operator === 'or');
  return isOr
    ? []
    : tokens.filter(TypeGuards.isPropertyAccessToken).map((token) => token.getText().split(/[.[]/, 1)[0] ?? '');
};
