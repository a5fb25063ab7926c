import type { Json } from '../../contracts/event';
import { own } from './record';

/** Values at a path of properties (dots, `[]` for every item of a list). */
export const valuesAt = (value: Json | undefined, path: string): readonly Json[] =>
  path.split('.').reduce<readonly Json[]>(
    (found, step) => {
      const each = step.endsWith('[]');
      const name = each ? step.slice(0, -2) : step;
      return found.flatMap((parent) => {
        if (parent === null || typeof parent !== 'object' || Array.isArray(parent)) return [];
        const child = own(parent as Readonly<Record<string, Json>>, name);
        if (child === undefined) return [];
        return each ? (Array.isArray(child) ? child : []) : [child];
      });
    },
    value === undefined ? [] : [value],
  );

/** The name under which a path is known: its last step, without `[]`. */
export const leafName = (path: string): string => (path.split('.').at(-1) ?? path).replace('[]', '');
