import type { Code } from '../codes';
import type { Draft } from '../draft';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { listed, meant } from '../suggest';

type Names = ReadonlyMap<string, unknown> | ReadonlySet<string>;

/** A finding when a name is not among those known; none when those could not be read. */
export const unknownName = (
  known: Names | undefined,
  code: Code,
  path: Path,
  name: string,
  where: string,
): readonly Draft[] => {
  if (known === undefined || known.has(name)) return [];
  return [
    {
      code,
      path,
      message: `"${name}" is not known; known: ${listed(known.keys())}`,
      fix: meant(name, known.keys(), `Use a known name, or ask for it in ${where}.`),
    },
  ];
};

/** A finding for each entry of the list at `base` whose name under `key` another one above it has. */
export const repeatedNames = <K extends string>(
  entries: readonly Readonly<Record<K, string>>[],
  base: Path,
  key: K,
  code: Code = 'id.repeated',
): readonly Draft[] => {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) =>
    eachSound(() => {
      const name = entry[key];
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      const message = `"${name}" stands twice`;
      return [{ code, path: [...base, index, key], message, fix: 'Keep one of the two, or rename one.' }];
    }),
  );
};
