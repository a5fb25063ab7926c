import { type Html, html } from '../../../contracts/html';
import type { Calendar } from '../calendar';
import type { CalendarEntry } from '../entries';

const DAY_MS = 86_400_000;
/** More marks than this and they would touch. */
const MOST_MARKS = 12;

/** The time that a timeline shows, in whole days. Epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** From the first start to the last redemption; undefined where there is no launch. */
export const spanOf = ({ entries }: Calendar): Span | undefined => {
  if (entries.length === 0) return undefined;
  const from = Math.min(...entries.map(({ startsAt }) => startsAt));
  const until = Math.max(...entries.map(({ redeemUntil }) => redeemUntil));
  return { from: Math.floor(from / DAY_MS) * DAY_MS, until: Math.ceil((until + 1) / DAY_MS) * DAY_MS };
};

const share = ({ from, until }: Span, instant: number): number =>
  Math.min(100, Math.max(0, ((instant - from) / (until - from)) * 100));

const placed = (span: Span, from: number, until: number): string => {
  const left = share(span, from);
  return `left:${left.toFixed(2)}%;width:${Math.max(0.4, share(span, until) - left).toFixed(2)}%`;
};

/** A launch's time as bars: when it speaks, and when it can still be redeemed. What they show stands in words beside them. */
export const bars = (span: Span, entry: CalendarEntry, { blackouts }: Calendar): Html => {
  const own = blackouts.filter(
    ({ teams, from, until }) =>
      (teams.length === 0 || teams.includes(entry.team)) &&
      Date.parse(from) < span.until &&
      Date.parse(until) >= span.from,
  );
  return html`<div class="lane" aria-hidden="true">${own.map(
    ({ from, until }) =>
      html`<span class="silent" style="${placed(span, Date.parse(from), Date.parse(until) + DAY_MS)}"></span>`,
  )}<span class="redeem" style="${placed(span, entry.endsAt, entry.redeemUntil)}"></span><span class="speaks ${entry.state ?? 'planned'}" style="${placed(span, entry.startsAt, entry.endsAt)}"></span>${
    entry.at !== undefined && html`<span class="at" style="left:${share(span, entry.at).toFixed(2)}%"></span>`
  }</div>`;
};

/** Days written above the bars. */
export const scale = (span: Span): Html => {
  const days = (span.until - span.from) / DAY_MS;
  const step = [1, 7, 14, 28, 91, 364].find((one) => days / one <= MOST_MARKS) ?? Math.ceil(days / MOST_MARKS);
  const marks = Array.from({ length: Math.ceil(days / step) }, (_, index) => span.from + index * step * DAY_MS);
  return html`<div class="lane scale" aria-hidden="true">${marks.map(
    (mark) =>
      html`<span style="left:${share(span, mark).toFixed(2)}%">${new Date(mark).toISOString().slice(5, 10)}</span>`,
  )}</div>`;
};
