import type { VendorMessage } from '../../../../local/vendor-stand-in';
import { track } from '../../../support/e2e/calls';
import { customers, welcome } from '../../../support/e2e/people';
import { until } from '../../../support/e2e/until';
import { emailOf } from '../../../support/e2e/world';
import { enters, LAUNCH } from './decisions';
import type { Stage } from './stage';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const PURPOSE = 'personalised-offers';

/** Customers choose, unsubscribe with one click, signal by their browser, and are left alone. */
export const preferences = (stage: Stage): void => {
  let mail: VendorMessage;
  let path: string;
  const api = () => stage().world.api;
  const viewOf = (email = mail.to.email ?? '') => stage().world.stores.viewOf('email', email);
  const consent = async (channel: string) => (await viewOf())?.consent[`${PURPOSE}/${channel}`]?.status;
  const send = (fields: Record<string, string> | [string, string][], to = path) =>
    api().request('POST', to, new URLSearchParams(fields).toString(), FORM);

  it('has a link in every e-mail, without anything that says who it is', async () => {
    const { world, cast } = stage();
    const trigger = enters(cast.treated());
    await world.send('mobile-app', [trigger]);
    const messageId = emailOf(await world.decisionFor('mobile-app', trigger), LAUNCH);
    const found = await until('the message is there', async () =>
      world.messages.find((one) => one.messageId === messageId),
    );
    if (found.unsubscribe === undefined) throw new Error('The e-mail has no way out.');
    mail = found;
    path = new URL(found.unsubscribe.url).pathname;
    for (const { channel, unsubscribe, to } of world.messages.filter((one) => one.channel === 'email')) {
      expect({ channel, unsubscribe }).toMatchObject({
        unsubscribe: { list: `<${unsubscribe?.url}>`, post: 'List-Unsubscribe=One-Click' },
      });
      const decoded = Buffer.from(unsubscribe?.url.split('.').at(-2) ?? '', 'base64url').toString('utf8');
      expect(decoded).not.toContain(to.email);
    }
  });

  it('shows the choices to whoever holds the link, and is changed in nothing by looking', async () => {
    const before = await viewOf();
    const page = await api().request('GET', path);
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('personalised-offers/email') });
    expect(page.body).not.toContain(mail.to.email);
    expect((await api().request('HEAD', path)).status).toBe(200);
    await stage().world.settled();
    expect(await viewOf()).toEqual(before);
  });

  it('refuses a link that somebody changed', async () => {
    expect((await send({ 'List-Unsubscribe': 'One-Click' }, `${path.slice(0, -2)}xx`)).status).toBe(404);
  });

  it('ends with one click what the e-mail was for, and nothing else', async () => {
    await stage().world.later();
    expect((await send({ 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    await until('the withdrawal is stored', async () => (await consent('email')) === 'denied');
    expect(Object.keys((await viewOf())?.consent ?? {})).not.toContain('*/*');
  });

  it('keeps the receipt, with the message that carried the way out', async () => {
    const { stores } = stage().world;
    const view = await viewOf();
    const log = (await Promise.all((view?.members ?? []).map((strand) => stores.consentLog(strand)))).flat();
    expect(log.filter(({ method }) => method === 'one-click')).toMatchObject([
      {
        status: 'denied',
        purpose: PURPOSE,
        channel: 'email',
        reason: 'unsubscribed',
        noticeVersion: expect.any(String),
        collector: 'preference-centre',
        messageId: mail.messageId,
      },
    ]);
  });

  it('takes a change of mind', async () => {
    await stage().world.later();
    const form: [string, string][] = [
      ['shown', `${PURPOSE}/email=no`],
      ['shown', `${PURPOSE}/app=no`],
      [`${PURPOSE}/email`, 'yes'],
      [`${PURPOSE}/app`, 'yes'],
      ['action', 'save'],
    ];
    expect(await send(form)).toMatchObject({ status: 200, body: expect.stringContaining('Your choices are saved.') });
    await until(
      'both are stored',
      async () => (await consent('email')) === 'granted' && (await consent('app')) === 'granted',
    );
  });

  it('takes a browser’s signal as a no until its user chooses, and says that it does', async () => {
    const { world } = stage();
    const who = { anonymousId: 'browser-with-gpc' };
    const signal = async () => {
      await world.later();
      const body = JSON.stringify({ batch: [track(who, 'Page Viewed', { name: 'Soup' })] });
      const headers = { authorization: world.authorizations.get('web-shop') ?? '', 'sec-gpc': '1' };
      expect(await api().request('POST', '/v1/batch', body, headers)).toMatchObject({
        status: 202,
        body: { accepted: 1 },
      });
    };
    const stored = async (name: string) => (await world.stores.viewOf('anonymous_id', who.anonymousId))?.consent[name];
    await signal();
    await until('the signal is stored', () => stored(`${PURPOSE}/*`));
    await world.send('web-shop', [track(who, 'Consent Granted', { purpose: PURPOSE, channel: 'app' })]);
    await until('the choice is stored', () => stored(`${PURPOSE}/app`));
    const first = await stored(`${PURPOSE}/*`);
    await signal();
    await world.settled();
    expect(await stored(`${PURPOSE}/*`)).toEqual(first);
    expect(await api().request('GET', '/.well-known/gpc.json')).toEqual({
      status: 200,
      body: { gpc: true, lastUpdate: '2026-10-01' },
    });
  });

  it('leaves somebody alone whose data may only be stored, at the word of the rights desk alone', async () => {
    const { world } = stage();
    const [customer] = customers('restricted', 1);
    if (customer === undefined) throw new Error('There is no customer.');
    const { userId } = customer;
    await world.send('crm', welcome(customer));
    const restrict = track({ userId }, 'Processing Restricted', { ground: 'accuracy-contested', ticket: 'DSR-1' });
    expect(await world.post('crm', { batch: [restrict] })).toMatchObject({
      status: 202,
      body: { accepted: 0, rejected: [{ code: 'source-not-allowed' }] },
    });
    await world.send('subject-rights', [track({ userId }, 'Processing Restricted', { ground: 'accuracy-contested' })]);
    await until('the restriction is stored', async () => (await world.stores.viewOf('user_id', userId))?.restricted);
    const body = JSON.stringify({ channel: 'pos', customer: { type: 'user_id', value: userId }, explain: true });
    const headers = { authorization: `Bearer ${world.token}`, 'idempotency-key': `restricted-${world.clock.now()}` };
    const answer = await api().request('POST', '/v1/offers', body, headers);
    expect(answer.body).toMatchObject({
      offers: [],
      excluded: expect.arrayContaining([expect.objectContaining({ reason: 'restricted' })]),
    });
    await world.send('subject-rights', [track({ userId }, 'Processing Released', { ticket: 'DSR-1' })]);
    await until(
      'the release is stored',
      async () => (await world.stores.viewOf('user_id', userId))?.restricted === undefined,
    );
  });
};
