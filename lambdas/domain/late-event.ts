import type { BusEvent } from '../../contracts/event';
import type { StrandState } from '../../contracts/profile';
import { type Applied, type ApplyPorts, applyEvent } from './apply-event';
import { effectsOf } from './effects';
import type { ApplyChange } from './ports/profiles';
import type { ProfileRules } from './profile-rules';
import { own } from './record';
import { eventKeyOf } from './strand';

/** What became of an event that came too late to be told from a duplicate. `facts`: all of it but what is counted. */
export type LateApplied = Exclude<Applied['outcome'], 'applied'> | 'whole' | 'facts';

/**
 * Applies a late event, once. Its duplicates may have been forgotten, so what the event adds to counts is added only where the
 * profile proves that it is not in them; its facts (traits, consent, lists, links) may be told again at any time. Nothing is
 * published of the event itself: no launch may take it for news.
 */
export const applyLate = async (ports: ApplyPorts, rules: ProfileRules, event: BusEvent): Promise<LateApplied> => {
  const isWhole = isUncounted(event, await stateOf(ports, event, rules), rules);
  const quiet: ApplyChange = (change) => ports.applyChange({ ...change, quiet: true });
  const applied = await applyEvent({ ...ports, applyChange: quiet }, isWhole ? rules : withoutCounts(rules), event);
  if (applied.outcome !== 'applied') return applied.outcome;
  return isWhole ? 'whole' : 'facts';
};

const stateOf = async (
  { strandPointers, loadPersons }: ApplyPorts,
  event: BusEvent,
  rules: ProfileRules,
): Promise<StrandState | undefined> => {
  const { strand } = eventKeyOf(event, rules);
  const person = (await strandPointers([strand])).get(strand);
  const [stored] = person === undefined ? [] : await loadPersons([person]);
  return stored && own(stored.state.strands, strand);
};

/**
 * Whether a strand remembers nothing of the event's name at its second, and remembers long enough to say so. A strand that is
 * not known has never been told of anything.
 */
export const isUncounted = (event: BusEvent, state: StrandState | undefined, rules: ProfileRules): boolean => {
  const { remember, tallies } = effectsOf(event, rules);
  if (remember === undefined) return (tallies ?? []).length === 0;
  if (state === undefined) return true;
  const second = Math.floor(Date.parse(event.detail.occurredAt) / 1000);
  const times = state.digests.flatMap((digest) => digest.times);
  const forgot = times.length >= rules.limits.remembered && second <= Math.min(...times);
  const known = state.digests.some((digest) => digest.event === remember.event && digest.times.includes(second));
  return !forgot && !known;
};

/** Rules by which an event tells its facts alone. */
export const withoutCounts = (rules: ProfileRules): ProfileRules => ({
  ...rules,
  computed: new Map(),
  catalog: new Map([...rules.catalog].map(([name, { remember: _, ...entry }]) => [name, entry])),
});
