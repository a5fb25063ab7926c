import type { Layouts } from '../../contracts/layout';

/** Channels whose one layout shows headline and body, in HTML, too, where asked for. */
export const layoutsOf = (...channels: readonly string[]): Layouts => ({
  channels: Object.fromEntries(
    channels.map((channel) => [
      channel,
      {
        layouts: {
          standard: {
            html: ['<h1>', { slot: 'headline' }, '</h1>', { slot: 'body' }],
            text: [{ slot: 'headline' }, '\n', { slot: 'body' }, '\n', { slot: 'unsubscribe' }],
          },
        },
        footers: {},
      },
    ]),
  ),
  sender: 'Harvest & Lane',
  words: {},
  schemes: ['app'],
});
