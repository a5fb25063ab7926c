import type { Theme } from '../../contracts/brand';

const MARK = /\{\{\s*theme\.([a-z][a-z_]{0,39})\s*\}\}/g;

/** A layout with the theme's colours and fonts in place; a name that the theme does not have stays as it is. */
export const withTheme = (text: string, theme: Theme): string =>
  text.replace(MARK, (mark, name: string) => valueIn(theme, name) ?? mark);

/** Names that a layout asks of the theme and the theme does not have, with their places. */
export const notInTheme = (text: string, theme: Theme): readonly { readonly name: string; readonly index: number }[] =>
  [...text.matchAll(MARK)].flatMap(({ 1: name = '', index }) =>
    valueIn(theme, name) === undefined ? [{ name, index }] : [],
  );

const valueIn = ({ colours, fonts }: Theme, name: string): string | undefined => {
  for (const values of [colours, fonts]) if (Object.hasOwn(values, name)) return values[name];
  return undefined;
};
