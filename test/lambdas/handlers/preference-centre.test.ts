import { signLink } from '../../../lambdas/domain/preference-token';
import { person } from '../../support/decision-fixtures';
import { httpCall } from '../../support/http-call';
import { link, PREFERENCES_NOW, preferenceWorld, said, tokenOf } from '../../support/preference-world';

const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };
const shown = (offersEmail: string, offersApp: string, careEmail: string): [string, string][] => [
  ['shown', `offers/email=${offersEmail}`],
  ['shown', `offers/app=${offersApp}`],
  ['shown', `care/email=${careEmail}`],
];
const save = (before: [string, string][], ...yes: string[]): [string, string][] => [
  ...before,
  ...yes.map((name): [string, string] => [name, 'yes']),
  ['action', 'save'],
];
const checked = (body: string | undefined): readonly string[] =>
  [...(body ?? '').matchAll(/name="([^"]+)" value="yes" checked/g)].map(([, name = '']) => name);

describe('the page of choices', () => {
  it('shows what holds now, by purpose and channel, with its notice', async () => {
    const { request } = preferenceWorld();
    const { statusCode, body } = await request('GET', tokenOf());
    expect(statusCode).toBe(200);
    expect(checked(body)).toEqual(['offers/email', 'care/email']);
    expect(body).toContain('href="https://shop.example/privacy/7?a=1&amp;b=2#offers"');
    expect(body).not.toContain('Orders');
  });

  it.each([
    [
      'a consent that has ended',
      { 'offers/email': { ...said('granted'), at: '2026-10-01T00:00:00.000Z' } },
      ['care/email'],
    ],
    ['a denial of all', { '*/*': said('denied', 21), 'offers/email': said('granted') }, []],
  ])('shows %s as a no', async (_case, consent, expected) => {
    const { request } = preferenceWorld({ view: person({ consent }) });
    expect(checked((await request('GET', tokenOf())).body)).toEqual(expected);
  });

  it('shows the defaults to somebody of whom nothing is known', async () => {
    const { request } = preferenceWorld({ view: undefined });
    expect(checked((await request('GET', tokenOf())).body)).toEqual(['care/email']);
  });

  it('escapes all that is not its own', async () => {
    const { request } = preferenceWorld();
    const { body } = await request('GET', tokenOf());
    expect(body).toContain('Coats &amp; &lt;Sons&gt;');
    expect(body).toContain('Offers &lt;for&gt; you');
    expect(body).not.toMatch(/<Sons>|<for>/);
  });

  it('tells a browser with Global Privacy Control that a choice made here counts more', async () => {
    const { request } = preferenceWorld();
    expect((await request('GET', tokenOf(), '', { 'Sec-GPC': '1' })).body).toContain('Global Privacy Control');
    expect((await request('GET', tokenOf())).body).not.toContain('Global Privacy Control');
  });

  it.each(['GET', 'HEAD'])('is changed in nothing by %s', async (method) => {
    const { request, bus } = preferenceWorld();
    const answer = await request(method, tokenOf(), 'List-Unsubscribe=One-Click', {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-gpc': '1',
    });
    expect(answer.statusCode).toBe(200);
    expect(bus.published()).toEqual([]);
    if (method === 'HEAD') expect(answer.body).toBeUndefined();
  });

  it.each([
    ['a page', async () => preferenceWorld().request('GET', tokenOf())],
    ['a wrong link', async () => preferenceWorld().request('GET', 'p1.x.y')],
    ['an answer to a form', async () => preferenceWorld().post(tokenOf(), { action: 'none' })],
  ])('forbids caches, scripts, other sites and frames on %s', async (_case, ask) => {
    const { headers } = await ask();
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[\w+/]+=*'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      ),
    });
  });

  it('says that it cannot look now where the profile cannot be read', async () => {
    const { request } = preferenceWorld({ over: { readView: () => Promise.reject(new Error('down')) } });
    const answer = await request('GET', tokenOf());
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toMatchObject({ 'retry-after': '60' });
  });
});

describe('choices that are saved', () => {
  it('become one consent event for each change, with all that proves it', async () => {
    const { post, bus, told, asked } = preferenceWorld();
    const answer = await post(tokenOf(), save(shown('yes', 'no', 'yes'), 'offers/app', 'care/email'));
    expect(answer.statusCode).toBe(200);
    expect(told()).toEqual(['Consent Withdrawn offers email', 'Consent Granted offers app']);
    expect(bus.published()[1]).toEqual({
      source: 'tandem.edge.preference-centre',
      detailType: 'Consent Granted',
      detail: {
        schema: 'Consent Granted/1-1-0',
        messageId: 'pref-2',
        occurredAt: PREFERENCES_NOW.toISOString(),
        receivedAt: PREFERENCES_NOW.toISOString(),
        identifiers: [{ type: 'user_id', token: 'tok_a' }],
        properties: {
          purpose: 'offers',
          channel: 'app',
          method: 'preference-centre',
          collector: 'preference-centre',
          noticeVersion: '7',
          noticeUrl: 'https://shop.example/privacy/7?a=1&b=2#offers',
          messageId: 'msg_1',
        },
        trace: 'Root=1-0-1',
      },
    });
    expect(checked(answer.body)).toEqual(['offers/app', 'care/email']);
    expect(answer.body).toContain('Your choices are saved.');
    expect(asked).toEqual([]);
  });

  it('are compared with what the page showed, not with a profile that may lag behind', async () => {
    const { post, told } = preferenceWorld();
    await post(tokenOf(), save(shown('no', 'no', 'no'), 'offers/email'));
    expect(told()).toEqual(['Consent Granted offers email']);
  });

  it('are none where nothing was changed, or is none of ours', async () => {
    const { post, told } = preferenceWorld();
    const answer = await post(
      tokenOf(),
      save(
        [...shown('yes', 'no', 'yes'), ['shown', 'orders/email=yes'], ['shown', '*/*=no']],
        'offers/email',
        'care/email',
        '*/*',
      ),
    );
    expect(told()).toEqual([]);
    expect(answer.body).toContain('Nothing was changed');
  });

  it('end everything with one event', async () => {
    const { post, told } = preferenceWorld();
    const answer = await post(tokenOf(), { action: 'none' });
    expect(told()).toEqual(['Consent Withdrawn * *']);
    expect(checked(answer.body)).toEqual([]);
  });

  it.each([
    ['no action', { 'offers/email': 'yes' }],
    ['another action', { action: 'grant-all' }],
  ])('are refused with %s', async (_case, fields) => {
    const { post, bus } = preferenceWorld();
    expect((await post(tokenOf(), fields)).statusCode).toBe(400);
    expect(bus.published()).toEqual([]);
  });

  it('are not claimed to be saved where the bus did not take them', async () => {
    const { post } = preferenceWorld({ over: { publishEvents: async (events) => events.map((_, at) => at) } });
    const answer = await post(tokenOf(), { action: 'none' });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toContain('unsubscribed');
  });
});

describe('one-click unsubscribe (RFC 8058)', () => {
  const multipart = (boundary: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`;

  it('ends what the message was for, and nothing else', async () => {
    const { post, bus, told, asked } = preferenceWorld();
    const answer = await post(tokenOf(), ONE_CLICK);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(told()).toEqual(['Consent Withdrawn offers email']);
    expect(bus.published()[0]?.detail.properties).toMatchObject({
      method: 'one-click',
      reason: 'unsubscribed',
      messageId: 'msg_1',
    });
    expect(asked).toEqual([]);
  });

  it('is heard as multipart form, and without a declared kind', async () => {
    const { request, told } = preferenceWorld();
    await request('POST', tokenOf(), multipart('x7'), { 'content-type': 'multipart/form-data; boundary=x7' });
    await request('POST', tokenOf(), 'List-Unsubscribe=One-Click');
    expect(told()).toEqual(['Consent Withdrawn offers email', 'Consent Withdrawn offers email']);
  });

  it('ends everything where the link came without a message', async () => {
    const { post, told } = preferenceWorld();
    const { message: _, ...bare } = link();
    await post(signLink(bare, ['preference-key-of-the-tests']), ONE_CLICK);
    expect(told()).toEqual(['Consent Withdrawn * *']);
  });

  it('is another event each time, because it may be meant again', async () => {
    const { post, bus } = preferenceWorld();
    await post(tokenOf(), ONE_CLICK);
    await post(tokenOf(), ONE_CLICK);
    const ids = bus.published().map(({ detail }) => detail.messageId);
    expect(new Set(ids).size).toBe(2);
  });

  it('needs no profile and no view: it is heard while they cannot be read', async () => {
    const { post, told } = preferenceWorld({ over: { readView: () => Promise.reject(new Error('down')) } });
    expect((await post(tokenOf(), ONE_CLICK)).statusCode).toBe(200);
    expect(told()).toEqual(['Consent Withdrawn offers email']);
  });
});

describe('links that do not hold', () => {
  const old = { expires: PREFERENCES_NOW.getTime() / 1000 - 1 };

  it.each([
    ['GET', 'by somebody else', tokenOf({}, 'another-key')],
    ['POST', 'by somebody else', tokenOf({}, 'another-key')],
    ['GET', 'by nobody, as in a test', 'test'],
    ['POST', 'by nobody, as in a test', 'test'],
  ])('are refused where nobody of us signed them (%s, %s)', async (method, _by, forged) => {
    const { request, bus, asked } = preferenceWorld();
    expect((await request(method, forged, 'List-Unsubscribe=One-Click')).statusCode).toBe(404);
    expect([bus.published(), asked]).toEqual([[], []]);
  });

  it('show nothing once they have expired, but a way out', async () => {
    const { request, asked } = preferenceWorld();
    const answer = await request('GET', tokenOf(old));
    expect(answer.statusCode).toBe(410);
    expect(answer.body).toContain('Unsubscribe from everything');
    expect(checked(answer.body)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('still end things once they have expired, and open nothing', async () => {
    const { post, told } = preferenceWorld();
    expect((await post(tokenOf(old), ONE_CLICK)).statusCode).toBe(200);
    expect((await post(tokenOf(old), { action: 'none' })).statusCode).toBe(200);
    const mixed = await post(tokenOf(old), save(shown('yes', 'no', 'yes'), 'offers/app', 'care/email'));
    expect(mixed.statusCode).toBe(410);
    expect(told()).toEqual([
      'Consent Withdrawn offers email',
      'Consent Withdrawn * *',
      'Consent Withdrawn offers email',
    ]);
  });

  it('appear in no log line', async () => {
    const { request, post, lines } = preferenceWorld({
      over: { readView: () => Promise.reject(new Error(tokenOf())) },
    });
    await request('GET', tokenOf());
    await post(tokenOf(), ONE_CLICK);
    expect(lines.length).toBeGreaterThan(1);
    expect(JSON.stringify(lines)).not.toContain(tokenOf().split('.')[1]);
    expect(JSON.stringify(lines)).not.toContain('tok_a');
  });
});

describe('/.well-known/gpc.json', () => {
  it('says that the signal is honoured, and since when so', async () => {
    const { handler } = preferenceWorld();
    const answer = await handler(httpCall({ method: 'GET', path: '/.well-known/gpc.json' }));
    expect(JSON.parse(String(answer.body))).toEqual({ gpc: true, lastUpdate: '2026-10-01' });
  });
});
