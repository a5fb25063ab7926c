import type { Condition, Scalar, TraitTest } from '../../contracts/condition';
import type { Json } from '../../contracts/event';
import type { Digest, PersonView } from '../../contracts/profile';
import { oncePer } from './once-per';
import { own } from './record';

/** Whether a condition holds for a person at an instant (ISO 8601, UTC). An unknown trait, list or event never meets one. */
export const holds = (condition: Condition, view: PersonView, now: string): boolean =>
  holdsAt(condition, view, Date.parse(now) / 1000);

const holdsAt = (condition: Condition, view: PersonView, now: number): boolean => {
  switch (condition.kind) {
    case 'did':
      return did(condition, view, now);
    case 'trait':
      return traitMeets(condition.test, own(view.traits, condition.name)?.value, now);
    case 'list':
      return view.lists.includes(condition.list);
    case 'any':
      return condition.of.some((part) => holdsAt(part, view, now));
    case 'all':
      return condition.of.every((part) => holdsAt(part, view, now));
    case 'none':
      return !condition.of.some((part) => holdsAt(part, view, now));
  }
};

type Did = Extract<Condition, { kind: 'did' }>;

/** Exactly `within` ago still counts; what lies in the future of `now` does not. */
const did = (condition: Did, view: PersonView, now: number): boolean => {
  let left = condition.atLeast;
  for (const digest of digestsOf(view).get(condition.event) ?? []) {
    if (!whereMeets(condition.where, digest)) continue;
    for (const time of digest.times) {
      if (time < now - condition.withinSeconds || time > now) continue;
      left -= 1;
      if (left <= 0) return true;
    }
  }
  return false;
};

/** Hundreds of conditions ask the same view, so its digests are grouped by event once. */
const digestsOf = oncePer((view: PersonView): ReadonlyMap<string, readonly Digest[]> => {
  const groups = new Map<string, Digest[]>();
  for (const digest of view.digests) {
    const group = groups.get(digest.event);
    if (group === undefined) groups.set(digest.event, [digest]);
    else group.push(digest);
  }
  return groups;
});

const whereMeets = (where: Did['where'], digest: Digest): boolean => {
  for (const name in where) {
    const value = own(digest.where, name);
    const wanted = where[name];
    if (value === undefined || wanted === undefined || !anyOf(wanted, value)) return false;
  }
  return true;
};

const traitMeets = (test: TraitTest, value: Json | undefined, now: number): boolean => {
  if (value === undefined || value === null) return false;
  if (test.in !== undefined && !anyOf(test.in, value)) return false;
  if (test.atLeast !== undefined && !(numberOf(value) >= test.atLeast)) return false;
  if (test.atMost !== undefined && !(numberOf(value) <= test.atMost)) return false;
  return test.olderThanSeconds === undefined || now - secondsOf(value) >= test.olderThanSeconds;
};

/** Of a list any item counts. `2` meets `"2"`: whether a source or a YAML file quotes a number says nothing about people. */
export const anyOf = (wanted: readonly Scalar[], value: Json): boolean => {
  if (Array.isArray(value)) return value.some((item: Json) => anyOf(wanted, item));
  if (value === null || typeof value === 'object') return false;
  return wanted.some(
    (scalar) => scalar === value || (typeof scalar !== typeof value && String(scalar) === String(value)),
  );
};

/** NaN, which meets no bound, for what is no number. */
const numberOf = (value: Json): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;

const secondsOf = (value: Json): number => (typeof value === 'string' ? Date.parse(value) / 1000 : Number.NaN);
