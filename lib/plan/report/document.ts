/** A part of a section: told the same way on a screen, in a comment and on a page. */
export type Block =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** One question that a plan answers, and who asks it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly view: 'marketing' | 'it' | 'controls';
  readonly blocks: readonly Block[];
}

export const words = (text: string): Block => ({ kind: 'words', text });
/** A list, or words where there is nothing to list. */
export const list = (items: readonly string[], none: string): Block =>
  items.length === 0 ? words(none) : { kind: 'list', items };
/** A table, or words where it has no rows. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[], none: string): Block =>
  rows.length === 0 ? words(none) : { kind: 'table', head, rows };
