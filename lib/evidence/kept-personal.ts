import { KEPT_ITEMS, type Personal } from './kept-items';

const RANK: readonly Personal[] = ['none', 'pseudonymous', 'plain'];

/** Of several, what tells most of a person. `none` where there are none. */
export const strongest = (all: readonly Personal[]): Personal =>
  RANK.findLast((personal) => all.includes(personal)) ?? 'none';

/**
 * How much whoever may touch a table, within limits on its partition keys, learns of a person. A key that nothing is said of
 * counts as the whole table, and a table that nothing is said of as personal data.
 */
export const personalIn = (store: string, limits: readonly string[] = ['*']): Personal => {
  const items = KEPT_ITEMS.filter((one) => one.store === store);
  if (items.length === 0) return 'plain';
  return strongest(
    limits.flatMap((limit) => {
      const start = limit.replace(/\*$/, '');
      const own = items.filter(({ keys }) => keys.some((key) => start.startsWith(key)));
      return (own.length === 0 ? items : own).map(({ personal }) => personal);
    }),
  );
};
