import type { Stamp, StrandId, StrandState } from '../../contracts/profile';
import type { ProfileRules } from './profile-rules';
import { own, sortedRecord } from './record';
import { compareStamps, compareText, stampOf } from './stamp';
import { typeOf } from './strand';

/** A strand's links: by far strand, its earliest observation in each period that still counts, ascending. */
export type Links = StrandState['links'];

/** A window has this many periods; what was seen in the current one or in as many before it is within the window. */
export const PERIODS = 4;

/** How links of one strand with strands of one type age. */
interface Ageing {
  /** Length of a period in milliseconds; infinite where links count for ever. */
  readonly period: number;
  /** Far strands that stay after their window has passed, until newer ones need the room. */
  readonly values: number;
}

/** The window is the weaker type's. A weak strand keeps to its last stronger one of a type, a strong one to as many weak ones as their limit. */
const ageingOf = (strand: StrandId, type: string, { types }: ProfileRules): Ageing => {
  const [near, far] = [types.get(typeOf(strand)), types.get(type)];
  const farIsStronger = (far?.priority ?? Number.POSITIVE_INFINITY) < (near?.priority ?? Number.POSITIVE_INFINITY);
  const seconds = (farIsStronger ? near : far)?.limit.perSeconds;
  return {
    period: seconds === undefined ? Number.POSITIVE_INFINITY : (seconds * 1000) / PERIODS,
    values: farIsStronger ? 1 : (far?.limit.values ?? 1),
  };
};

const periodOf = ({ at }: Stamp, { period }: Ageing): number =>
  period === Number.POSITIVE_INFINITY ? 0 : Math.floor(Date.parse(at) / period);

/** Whether an earlier event of the same period named both strands, so that this one tells neither end anything. */
export const isKnownLink = (
  strand: StrandId,
  links: Links,
  far: StrandId,
  stamp: Stamp,
  rules: ProfileRules,
): boolean => {
  const seen = own(links, far);
  if (seen === undefined) return false;
  const ageing = ageingOf(strand, typeOf(far), rules);
  const period = periodOf(stamp, ageing);
  return seen.some((one) => periodOf(one, ageing) === period && compareStamps(one, stamp) <= 0);
};

/**
 * The links of a strand after an event that names it with others: the same object where nothing changes. A function of
 * the set of events, with at most `partners` links a type and period.
 */
export const withLinks = (
  strand: StrandId,
  links: Links,
  others: readonly StrandId[],
  stamp: Stamp,
  rules: ProfileRules,
): Links => {
  const news = others.filter(
    (other) =>
      !isKnownLink(strand, links, other, stamp, rules) && !isCrowded(strand, links, typeOf(other), stamp, rules),
  );
  if (news.length === 0) return links;
  const types = new Set(news.map(typeOf));
  const after: Entry[] = Object.entries(links).filter(([far]) => !types.has(typeOf(far)));
  for (const type of types) {
    const ageing = ageingOf(strand, type, rules);
    const added = news.filter((other) => typeOf(other) === type).map((far) => cell(far, stampOf(stamp), ageing));
    after.push(...entriesOf(kept(distinct([...cellsOf(links, type, ageing), ...added]), ageing, rules)));
  }
  return sameLinks(links, after) ? links : sortedRecord(after);
};

/** Whether a period holds as many strands of a type before an event as are kept, so that the event tells nothing of one more. */
const isCrowded = (strand: StrandId, links: Links, type: string, stamp: Stamp, rules: ProfileRules): boolean => {
  const { limits } = rules;
  const names = Object.keys(links);
  if (names.length < limits.partners) return false;
  const ageing = ageingOf(strand, type, rules);
  const from = ageing.period === Number.POSITIVE_INFINITY ? '' : startOf(periodOf(stamp, ageing), ageing);
  // Times of one form sort like the instants they name, so none has to be read.
  const before = names.filter(
    (far) =>
      typeOf(far) === type && links[far]?.some((one) => one.at >= from && compareStamps(one, stamp) < 0) === true,
  );
  return before.length >= limits.partners;
};

const startOf = (period: number, ageing: Ageing): string => new Date(period * ageing.period).toISOString();

/** Far strands whose link has passed its window and holds only because nothing newer needs the room. */
export const passedLinks = (strand: StrandId, links: Links, rules: ProfileRules): ReadonlySet<StrandId> => {
  const passed = new Set<StrandId>();
  for (const type of new Set(Object.keys(links).map(typeOf))) {
    const ageing = ageingOf(strand, type, rules);
    if (ageing.period === Number.POSITIVE_INFINITY) continue;
    const cells = cellsOf(links, type, ageing);
    const start = windowStart(cells);
    for (const { far, period } of cells) if (period < start) passed.add(far);
  }
  return passed;
};

type Entry = readonly [StrandId, readonly Stamp[]];

/** One far strand in one period. */
interface Cell {
  readonly far: StrandId;
  readonly period: number;
  readonly stamp: Stamp;
}

const cell = (far: StrandId, stamp: Stamp, ageing: Ageing): Cell => ({ far, stamp, period: periodOf(stamp, ageing) });

const cellsOf = (links: Links, type: string, ageing: Ageing): readonly Cell[] =>
  Object.entries(links).flatMap(([far, stamps]) =>
    typeOf(far) === type ? stamps.map((stamp) => cell(far, stamp, ageing)) : [],
  );

/** The earliest cell of each far strand and period. */
const distinct = (cells: readonly Cell[]): readonly Cell[] => {
  const first = new Map<string, Cell>();
  for (const one of cells) {
    const name = `${one.period} ${one.far}`;
    const other = first.get(name);
    if (other === undefined || compareStamps(one.stamp, other.stamp) < 0) first.set(name, one);
  }
  return [...first.values()].sort((a, b) => compareStamps(a.stamp, b.stamp) || compareText(a.far, b.far));
};

const windowStart = (cells: readonly Cell[]): number => Math.max(...cells.map(({ period }) => period)) - PERIODS;

/**
 * What is worth keeping of cells in ascending order: of each period within the window the earliest, and of strands that
 * were seen before it the most recent ones while there is room. What is dropped stays dropped whatever is seen later, so
 * it can be forgotten.
 */
const kept = (cells: readonly Cell[], { values }: Ageing, { limits }: ProfileRules): readonly Cell[] => {
  const start = windowStart(cells);
  const inPeriod = new Map<number, number>();
  const live = cells.filter(({ period }) => {
    const count = (inPeriod.get(period) ?? 0) + 1;
    inPeriod.set(period, count);
    return period >= start && count <= limits.partners;
  });
  const latest = new Map<StrandId, Cell>();
  for (const one of cells) if (one.period >= (latest.get(one.far)?.period ?? one.period)) latest.set(one.far, one);
  const byRecency = [...latest.values()].sort(
    (a, b) => b.period - a.period || compareStamps(a.stamp, b.stamp) || compareText(a.far, b.far),
  );
  // No more than `partners`: of a period where more were seen, nothing is known of the rest.
  const room = Math.min(values, limits.partners);
  return [...live, ...byRecency.slice(0, room).filter(({ period }) => period < start)];
};

const entriesOf = (cells: readonly Cell[]): readonly Entry[] => {
  const byFar = new Map<StrandId, Stamp[]>();
  for (const { far, stamp } of cells) byFar.set(far, [...(byFar.get(far) ?? []), stamp]);
  return [...byFar];
};

const sameLinks = (links: Links, entries: readonly Entry[]): boolean =>
  entries.length === Object.keys(links).length &&
  entries.every(([far, stamps]) => {
    const before = own(links, far);
    return (
      before?.length === stamps.length &&
      stamps.every((stamp, i) => before[i] !== undefined && compareStamps(stamp, before[i]) === 0)
    );
  });
