import type { Code } from '../codes';
import type { Draft } from '../draft';
import type { Path } from '../locate';
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

/** A finding for each name that stands a second time in a list. */
export const repeatedNames = (
  entries: readonly { readonly name: string; readonly path: Path }[],
  code: Code,
): readonly Draft[] => {
  const seen = new Set<string>();
  return entries.flatMap(({ name, path }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ code, path, message: `"${name}" stands twice`, fix: 'Keep one of the two, or rename one.' }];
  });
};
