import { nearest } from '../nearest';

/** Names of which a text says what there are. */
export type Names = readonly string[];

/** What is wrong and what to do about it: half a sentence without a full stop, and whole sentences. */
export interface Words {
  readonly message: string;
  readonly fix: string;
}

/** `a, b, c` of names, cut where they would fill the screen. */
export const listed = (all: Names): string => {
  if (all.length === 0) return 'none';
  return all.length > 12 ? `${all.slice(0, 12).join(', ')} and ${all.length - 12} more` : all.join(', ');
};

/** `Did you mean "x"?` before the alternative, where a name is close. */
export const meant = (name: string, allowed: Names, otherwise: string): string => {
  const close = nearest(name, allowed);
  return close === undefined ? otherwise : `Did you mean "${close}"? ${otherwise}`;
};
