import type { Layouts } from '../../../contracts/layout';
import { dressMessage } from '../../../lambdas/domain/layout';
import { launch, person } from '../../support/decision-fixtures';
import { deliveryWorld, failures, message, PREFERENCES_URL, stamp } from '../../support/delivery-world';

const LAYOUTS: Layouts = {
  channels: {
    email: {
      layouts: {
        standard: { text: ['plain'] },
        note: {
          html: ['<p>', { slot: 'headline' }, '</p><a href="', { slot: 'unsubscribe' }, '">', { word: 'end' }, '</a>'],
          text: [{ slot: 'headline' }, '\n', { slot: 'footer' }],
        },
      },
      footers: { '*': { en: 'Hartford' }, CA: { en: 'Toronto' } },
    },
  },
  sender: 'Harvest & Lane',
  words: { en: { end: 'No more' } },
  schemes: [],
};

/** What the vendor is sent of a launch with this link, to somebody whose name is markup. */
const sent = async (to = 'https://shop.example/coats') => {
  const { handle, control, posts, attempts } = await deliveryWorld({
    layouts: LAYOUTS,
    view: person({
      traits: {
        email: { ...stamp, value: 'ana@example.org' },
        first_name: { ...stamp, value: '<b>Ana</b>' },
        country: { ...stamp, value: 'CA' },
      },
    }),
  });
  const headline = "{{ first_name | default: 'Hello' }}, ten off";
  control.goLive(
    launch('coats', {
      channels: { reach: 'first', use: [{ channel: 'email', kind: 'push', vendor: 'mailhub', layout: 'note' }] },
      offers: [{ id: 'ten-off', copy: { en: { headline, body: 'For you.', link: { label: 'See', to } } } }],
    }),
  );
  expect(await failures(handle, message())).toBe(0);
  return { bodies: posts.map(({ body }) => JSON.parse(Buffer.from(body).toString('utf8'))), ends: attempts.attempts() };
};

describe('what deliver-message sends', () => {
  it('is the message in the layout of its launch, with the footer of the country and the way out', async () => {
    const { bodies } = await sent();
    expect(bodies).toMatchObject([
      {
        message: {
          subject: '<b>Ana</b>, ten off',
          html: expect.stringMatching(
            new RegExp(`^<p>&lt;b&gt;Ana&lt;/b&gt;, ten off</p><a href="${PREFERENCES_URL}/[\\w.~-]+">No more</a>$`),
          ),
          text: '<b>Ana</b>, ten off\nToronto',
        },
      },
    ]);
  });

  it('is nothing where a link leads where no message may lead', async () => {
    const { bodies, ends } = await sent('javascript:alert(1)');
    expect(bodies).toEqual([]);
    expect(ends).toMatchObject([{ state: 'refused', reason: 'render-failed' }]);
  });

  it('is what the layouts make of the same words', async () => {
    const { bodies } = await sent();
    const [{ content, unsubscribe, message: whole }] = bodies;
    const words = {
      channel: 'email',
      layout: 'note',
      language: 'en',
      content,
      country: 'CA',
      unsubscribe: unsubscribe.url,
    };
    expect(dressMessage(LAYOUTS, words)).toEqual({ ok: true, message: whole });
  });
});
