import { clockText } from '../../../calendar/words';
import type { ChannelTiming } from '../../messages';
import type { LaunchPlan } from '../../plan';
import { list, type Section, tableOf } from '../document';
import { betweenText, estimateText, number } from '../figures';

/** When it speaks: its own times, the first and last message of each channel, and when nothing is sent. */
export const timesSection = (plan: LaunchPlan): Section => {
  const { timing, timeline } = plan;
  const { timezone, quiet } = timeline;
  const clock = (instant: string): string => clockText(Date.parse(instant), timezone);
  const time = (minute: number): string => new Date(minute * 60_000).toISOString().slice(11, 16);
  return {
    id: 'times',
    title: `When (${timezone})`,
    view: 'marketing',
    blocks: [
      tableOf(
        ['', 'time'],
        [
          ['starts', clock(timeline.startsAt)],
          ['ends', clock(timeline.endsAt)],
          ['can be redeemed until', clock(timeline.redeemUntil)],
          ['results count until', clock(timeline.resultsUntil)],
        ],
        '',
      ),
      tableOf(
        ['channel', 'vendor', 'at most', 'first message', 'last message', 'people'],
        timing.map((one) => [
          one.channel,
          one.vendor,
          `${one.rate} a second`,
          one.first === undefined
            ? 'none: only channels that ask are answered'
            : `${clock(one.first)}${one.waits ? ', after quiet hours' : ''}`,
          lastWords(one, clock),
          one.people.counted ? betweenText(one.people) : `not counted; at most ${number(one.people.high)}`,
        ]),
        'No vendor sends anything: its channels ask us.',
      ),
      list(
        timing
          .filter(({ late }) => late > 0)
          .map(
            ({ channel, late }) => `${channel}: up to ${number(late)} messages would come too late, and are not sent`,
          ),
        'All messages can be sent in time.',
      ),
      list(
        [
          ...quiet.hours.map(
            ({ channels, from, until }) =>
              `quiet hours of ${channels.join(', ')}: ${time(from)} to ${time(until)} by the customer's clock`,
          ),
          ...quiet.blackouts.map(
            ({ from, until }) => `nothing is sent ${from === until ? `on ${from}` : `${from} to ${until}`}`,
          ),
        ],
        'No quiet hours and no blackout bear on it.',
      ),
    ],
  };
};

const lastWords = ({ kind, last }: ChannelTiming, clock: (instant: string) => string): string => {
  if (last === undefined) return '';
  return kind === 'as-it-happens' ? `as it happens, until ${clock(last)}` : clock(last);
};

/** Other launches that can speak to the same people meanwhile. */
export const overlapsSection = ({ overlaps, reach, former, timeline }: LaunchPlan): Section => ({
  id: 'others',
  title: 'Beside other launches',
  view: 'marketing',
  blocks: [
    tableOf(
      ['launch', 'meets it', 'on', 'people of both', 'who comes first'],
      overlaps.map(({ launch, from, until, channels, both, first }) => [
        launch,
        `${clockText(Date.parse(from), timeline.timezone)} to ${clockText(Date.parse(until), timeline.timezone)}`,
        channels.join(', '),
        both === undefined || !reach.known ? 'not counted' : estimateText(both, reach.value.sample),
        first === 'this' ? 'this one' : launch,
      ]),
      former.known ? 'No launch that is live or paused meets it.' : 'No launch of launches/ meets it.',
    ),
  ],
});
