import type { AudienceDefinition } from '../../contracts/audience';
import type { Digest, PersonState, StrandState } from '../../contracts/profile';
import type { Audiences } from './audiences';
import { own } from './record';

/** The audiences whose answer may differ between two states of a person; undefined where that may be all. States that did not change are the same objects. */
export const touchedAudiences = (
  before: PersonState,
  after: PersonState,
  audiences: Audiences,
): ReadonlySet<AudienceDefinition> | undefined => {
  const strands = Object.keys(after.strands);
  if (strands.length !== Object.keys(before.strands).length) return undefined;
  const touched = new Set<AudienceDefinition>();
  for (const strand of strands) {
    const [was, is] = [own(before.strands, strand), own(after.strands, strand)];
    if (was === undefined || is === undefined) return undefined;
    if (was !== is) addTouched(was, is, audiences, touched);
  }
  return touched;
};

const addTouched = (
  was: StrandState,
  is: StrandState,
  { watched, by }: Audiences,
  touched: Set<AudienceDefinition>,
): void => {
  const add = (found: readonly AudienceDefinition[] | undefined): void => {
    for (const one of found ?? []) touched.add(one);
  };
  for (const kind of ['traits', 'lists', 'tallies'] as const) {
    const [old, now] = [was[kind] ?? {}, is[kind] ?? {}];
    if (old === now) continue;
    for (const name of watched[kind]) if (own<unknown>(old, name) !== own<unknown>(now, name)) add(by[kind].get(name));
  }
  if (was.digests === is.digests) return;
  for (const event of changedEvents(was.digests, is.digests)) add(by.events.get(event));
};

/** Events of all that stands between the digests that both begin with and those that both end with. */
const changedEvents = (was: readonly Digest[], is: readonly Digest[]): ReadonlySet<string> => {
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1;
  let [endWas, endIs] = [was.length, is.length];
  while (endWas > start && endIs > start && was[endWas - 1] === is[endIs - 1]) {
    endWas -= 1;
    endIs -= 1;
  }
  return new Set([...was.slice(start, endWas), ...is.slice(start, endIs)].map(({ event }) => event));
};
