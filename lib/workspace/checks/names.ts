import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Path } from '../locate';
import { eachSound } from '../sound';

type Names = ReadonlyMap<string, unknown> | ReadonlySet<string>;

type UnknownCode =
  | `${'team' | 'purpose' | 'source' | 'goal' | 'segment' | 'list' | 'trait' | 'channel' | 'event' | 'stage'}.unknown`
  | `${'catalog' | 'vendor'}.identifier`
  | 'vendor.notApproved';

/** A finding when a name is not among those known; none when those could not be read. */
export const unknownName = (
  known: Names | undefined,
  code: UnknownCode,
  path: Path,
  name: string,
  where: string,
): readonly Draft[] =>
  known === undefined || known.has(name) ? [] : [{ ...say(code, { name, known: [...known.keys()], where }), path }];

/** A finding for each entry of the list at `base` whose name under `key` another one above it has. */
export const repeatedNames = <K extends string>(
  entries: readonly Readonly<Record<K, string>>[],
  base: Path,
  key: K,
  code: 'id.repeated' | 'channel.repeated' = 'id.repeated',
): readonly Draft[] => {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) =>
    eachSound(() => {
      const name = entry[key];
      if (seen.has(name)) return [{ ...say(code, { name }), path: [...base, index, key] }];
      seen.add(name);
      return [];
    }),
  );
};
