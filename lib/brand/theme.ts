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

/** A layout with the theme's colours in place and every other place kept: what stands behind a mark stands where it stood. */
export const withThemeInPlace = (text: string, theme: Theme): string =>
  text.replace(MARK, (mark, name: string) => (valueIn(theme, name) ?? '').slice(0, mark.length).padEnd(mark.length));

/** Colours that a layout has of its own, with their places; `transparent` and what is taken from around are none. */
export const ownColours = (text: string): readonly { readonly colour: string; readonly index: number }[] =>
  [
    ...text.matchAll(/(?<![\w&#"])#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\([^)]{0,60}\)/gi),
    ...text.matchAll(/(?<=(?:color|background)\s?(?::|=")\s?)[a-z]{3,20}\b(?![\w.(-])/gi),
    ...text.matchAll(/(?<=(?:color|background)=")#[0-9a-f]{3,8}\b/gi),
  ].flatMap(({ 0: colour, index }) => (NO_COLOUR.has(colour.toLowerCase()) ? [] : [{ colour, index }]));

const NO_COLOUR = new Set(['transparent', 'inherit', 'none', 'currentcolor']);
