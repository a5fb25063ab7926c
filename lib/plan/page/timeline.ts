import { DateTime } from 'luxon';
import { type Html, html } from '../../../contracts/html';
import { clockText } from '../../calendar/words';
import type { LaunchPlan } from '../plan';

const [WIDTH, LEFT, ROW, BAR, TOP] = [960, 190, 34, 16, 40] as const;
const DAY_MS = 86_400_000;
/** Over more days than this, bands of single nights could not be told apart. */
const MOST_NIGHTS = 21;
const MOST_MARKS = 8;

interface Bar {
  readonly from: number;
  readonly until: number;
}

interface Lane {
  readonly name: string;
  readonly says: string;
  readonly colour: string;
  readonly bars: readonly Bar[];
  /** Single instants. */
  readonly marks?: readonly number[];
}

/** The times of a launch from its first minute to its last result: what it does in colour, when nothing is sent in grey. */
export const timeline = (plan: LaunchPlan): Html => {
  const { timeline: times } = plan;
  const span = { from: Date.parse(times.startsAt), until: Date.parse(times.resultsUntil) };
  const lanes = lanesOf(plan, span);
  const height = TOP + lanes.length * ROW + 12;
  const x = (instant: number): number =>
    LEFT +
    ((Math.min(Math.max(instant, span.from), span.until) - span.from) / (span.until - span.from || 1)) *
      (WIDTH - LEFT - 12);
  const told = lanes.map(({ name, says }) => `${name}: ${says}`).join('. ');
  return html`<div class="drawing-box" tabindex="0" role="region" aria-label="Timeline"><svg class="drawing" viewBox="0 0 ${String(WIDTH)} ${String(height)}" role="img" aria-labelledby="timeline-title timeline-words">
<title id="timeline-title">Timeline of the launch</title><desc id="timeline-words">${told}.</desc>
${scale(span, times.timezone, x, height)}
${lanes.map((lane, at) => laneHtml(lane, TOP + at * ROW, x))}
</svg></div>`;
};

const lanesOf = (plan: LaunchPlan, span: Bar): readonly Lane[] => {
  const { timezone, startsAt, endsAt, redeemUntil, resultsUntil, quiet } = plan.timeline;
  const [ends, redeem, results] = [endsAt, redeemUntil, resultsUntil].map((text) => Date.parse(text)) as [
    number,
    number,
    number,
  ];
  const clock = (instant: number): string => clockText(instant, timezone);
  const messages = plan.timing.flatMap(({ channel, first, last }): readonly Lane[] =>
    first === undefined || last === undefined
      ? []
      : [
          {
            name: `messages, ${channel}`,
            says: `first ${clock(Date.parse(first))}, last ${clock(Date.parse(last))}`,
            colour: '#1b4f7d',
            bars: [{ from: Date.parse(first), until: Date.parse(last) }],
            marks: [Date.parse(first), Date.parse(last)],
          },
        ],
  );
  const lane = (name: string, colour: string, from: number, until: number): Lane => ({
    name,
    says: `${clock(from)} to ${clock(until)}`,
    colour,
    bars: [{ from, until }],
  });
  return [
    lane('speaks', '#1d5c3d', Date.parse(startsAt), ends),
    ...messages,
    ...(redeem > ends ? [lane('can be redeemed', '#7a4d00', ends, redeem)] : []),
    ...(results > redeem ? [lane('results still count', '#6b5b95', redeem, results)] : []),
    ...quiet.hours.map(
      ({ channels, from, until }): Lane => ({
        name: `quiet, ${channels.join(', ')}`,
        says: `${minutes(from)} to ${minutes(until)} by the customer's clock`,
        colour: '#8b948e',
        bars: nights({ from: span.from, until: ends }, timezone, { from, until }),
      }),
    ),
    ...quiet.blackouts.map(
      ({ from, until }): Lane => ({
        name: 'nothing is sent',
        says: `${from} to ${until}`,
        colour: '#9d2323',
        bars: [{ from: dayStart(from, timezone), until: dayStart(until, timezone) + DAY_MS }],
      }),
    ),
  ];
};

const minutes = (minute: number): string => new Date(minute * 60_000).toISOString().slice(11, 16);
const dayStart = (day: string, zone: string): number => DateTime.fromISO(day, { zone }).toMillis();

/** Each night of quiet hours by the launch's own clock; none where they would be too many to see. */
const nights = (
  span: Bar,
  zone: string,
  { from, until }: { readonly from: number; readonly until: number },
): readonly Bar[] => {
  const days = Math.ceil((span.until - span.from) / DAY_MS) + 2;
  if (days > MOST_NIGHTS + 2) return [];
  const first = DateTime.fromMillis(span.from, { zone }).startOf('day').minus({ days: 1 });
  return Array.from({ length: days }, (_, day) => {
    const start = first.plus({ days: day });
    return {
      from: start.plus({ minutes: from }).toMillis(),
      until: start.plus({ days: until <= from ? 1 : 0, minutes: until }).toMillis(),
    };
  }).filter((night) => night.until > span.from && night.from < span.until);
};

const laneHtml = ({ name, colour, bars, marks = [] }: Lane, y: number, x: (instant: number) => number): Html => html`<g>
<text x="0" y="${String(y + BAR - 3)}" fill="#1d2a24">${name}</text>
${bars.map(({ from, until }) => html`<rect x="${x(from).toFixed(1)}" y="${String(y)}" width="${Math.max(2, x(until) - x(from)).toFixed(1)}" height="${String(BAR)}" rx="3" fill="${colour}"/>`)}
${marks.map((mark) => html`<circle cx="${x(mark).toFixed(1)}" cy="${String(y + BAR / 2)}" r="6" fill="#ffffff" stroke="${colour}" stroke-width="3"/>`)}
</g>
`;

const scale = (span: Bar, zone: string, x: (instant: number) => number, height: number): readonly Html[] => {
  const days = Math.max(1, Math.ceil((span.until - span.from) / DAY_MS));
  const step = Math.ceil(days / MOST_MARKS);
  const first = DateTime.fromMillis(span.from, { zone }).startOf('day');
  return Array.from({ length: Math.ceil(days / step) + 1 }, (_, at) => first.plus({ days: at * step }))
    .filter((day) => day.toMillis() >= span.from - DAY_MS && day.toMillis() <= span.until)
    .map((day) => {
      const at = x(day.toMillis()).toFixed(1);
      return html`<line x1="${at}" x2="${at}" y1="24" y2="${String(height)}" stroke="#ddd8cc"/><text x="${at}" y="16" fill="#55645c">${day.toFormat('d LLL')}</text>`;
    });
};
