import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { Vendor } from '../../../contracts/vendor';
import { vendorSchema } from '../../../contracts/vendor';
import type { OutboundBody } from '../../../contracts/vendor-outbound';
import { bodyWriter } from '../../../lambdas/domain/body-template';
import { bodyScope } from '../../../lambdas/domain/delivery';
import { checkBatch } from '../../../lib/workspace/checks/vendor-batch';
import { checkBody } from '../../../lib/workspace/checks/vendor-body';
import { messageRequest } from '../../support/decision-fixtures';

const GUIDE = readFileSync(resolve(__dirname, '../../../docs/vendors.md'), 'utf8');

/** An entry of the guide for IT, completed to a whole file. */
const guideEntry = (name: string): Vendor => {
  const text = new RegExp(`\`\`\`yaml\n# ${name}, ([^]*?)\`\`\``).exec(GUIDE)?.[1] ?? '';
  return vendorSchema.parse({
    vendor: name.toLowerCase().replaceAll(' ', '-'),
    approval: { by: 'it', ticket: 'SEC-1', date: '2026-10-01', expires: '2027-10-01' },
    agreement: { ref: 'DPA-1', residency: ['US'] },
    ...parse(text.slice(text.indexOf('\n'))),
  });
};
const bodyOf = ({ outbound }: Vendor): OutboundBody => {
  if (outbound?.body === undefined) throw new Error('The entry has no body.');
  return outbound.body;
};

const content = { headline: 'Ana, 10% off', body: 'Until "Sunday".', code: 'TEN' };
const to = { email: 'ana@example.org', first_name: 'Ana', phone: '+12025550123' };
const unsubscribe = {
  url: 'https://shop.example/preferences/x',
  list: '<https://shop.example/preferences/x>',
  post: 'List-Unsubscribe=One-Click',
};
const message = {
  subject: 'Ana, 10% off',
  html: '<p title="x">Until “Sunday”.</p>',
  text: 'Until "Sunday".\nSTOP ends it.',
};
const scope = { ...bodyScope(messageRequest(), to, content), unsubscribe, message };
const written = (body: OutboundBody, given: object = scope) => {
  const { render, write } = bodyWriter({ body });
  const { body: bytes, contentType } = write([render({ ...given })]);
  return { text: Buffer.from(bytes).toString('utf8'), contentType };
};

const ONE_BY_ONE = ['SendGrid', 'Twilio', 'Klaviyo'];
const IN_LISTS = ['SendGrid in lists', 'Resend in lists', 'Braze'];

describe('bodies of the guide, in the shape that the vendor documents', () => {
  it.each([...ONE_BY_ONE, ...IN_LISTS])('pass the check: %s', (name) => {
    expect([...checkBody(guideEntry(name)), ...checkBatch(guideEntry(name))]).toEqual([]);
  });

  it('writes a mail for SendGrid', () => {
    const { text, contentType } = written(bodyOf(guideEntry('SendGrid')));
    expect(contentType).toBe('application/json; charset=utf-8');
    expect(JSON.parse(text)).toEqual({
      personalizations: [
        {
          to: [{ email: 'ana@example.org', name: 'Ana' }],
          headers: { 'List-Unsubscribe': unsubscribe.list, 'List-Unsubscribe-Post': unsubscribe.post },
          custom_args: { message_id: 'msg_0123456789abcdefghijAB', launch: 'coats' },
        },
      ],
      from: { email: 'offers@harvest-lane.example', name: 'Harvest & Lane' },
      subject: 'Ana, 10% off',
      content: [
        { type: 'text/plain', value: message.text },
        { type: 'text/html', value: message.html },
      ],
    });
  });

  it('writes a form for Twilio', () => {
    const { text, contentType } = written(bodyOf(guideEntry('Twilio')));
    expect(contentType).toBe('application/x-www-form-urlencoded');
    expect(text).toBe(
      'To=%2B12025550123&MessagingServiceSid=MG00000000000000000000000000000000&Body=Until+%22Sunday%22.%0ASTOP+ends+it.',
    );
  });

  it('writes an event for Klaviyo', () => {
    expect(JSON.parse(written(bodyOf(guideEntry('Klaviyo'))).text)).toEqual({
      data: {
        type: 'event',
        attributes: {
          unique_id: 'msg_0123456789abcdefghijAB',
          time: '2026-11-27T12:00:00.000Z',
          properties: { headline: 'Ana, 10% off', body: 'Until "Sunday".', code: 'TEN', launch: 'coats' },
          metric: { data: { type: 'metric', attributes: { name: 'Offer Requested' } } },
          profile: { data: { type: 'profile', attributes: { email: 'ana@example.org', first_name: 'Ana' } } },
        },
      },
    });
  });

  it('writes an event for Braze', () => {
    expect(JSON.parse(written(bodyOf(guideEntry('Braze'))).text)).toEqual({
      events: [
        {
          email: 'ana@example.org',
          name: 'offer_requested',
          time: '2026-11-27T12:00:00.000Z',
          _update_existing_only: true,
          properties: {
            message_id: 'msg_0123456789abcdefghijAB',
            headline: 'Ana, 10% off',
            body: 'Until "Sunday".',
            code: 'TEN',
          },
        },
      ],
    });
  });
});

describe('bodyWriter', () => {
  const body = (members: OutboundBody['members']): OutboundBody => ({ as: 'json', members });

  it('leaves out what is not known, and keeps what is no text', () => {
    const { text } = written(body({ a: '{{ to.last_name }}', b: ['{{ to.last_name }}', 'x'], n: 1, f: false }));
    expect(JSON.parse(text)).toEqual({ b: ['x'], n: 1, f: false });
  });

  it.each(['", "admin": "yes', '\\', '{{ to.email }}', '{% if x %}', '\n', '</script>'])(
    'lets the value %j be nothing but a value',
    (value) => {
      const given = { ...scope, to: { first_name: value } };
      expect(JSON.parse(written(body({ name: '{{ to.first_name }}' }), given).text)).toEqual({ name: value });
    },
  );

  it('keeps values apart in a form', () => {
    const form: OutboundBody = { as: 'form', members: { To: '{{ to.first_name }}', Body: 'x' } };
    const { text } = written(form, { ...scope, to: { first_name: 'a&Body=evil' } });
    expect([...new URLSearchParams(text)]).toEqual([
      ['To', 'a&Body=evil'],
      ['Body', 'x'],
    ]);
  });
});

describe('bodyWriter for a vendor that takes lists', () => {
  const scopeOf = (name: string) => ({
    ...scope,
    messageId: `msg_${name}`,
    to: { email: `${name}@example.org`, first_name: name },
  });
  const listOf = (name: string): unknown => {
    const { outbound } = guideEntry(name);
    if (outbound === undefined) throw new Error('The entry has no body.');
    const { render, write } = bodyWriter(outbound);
    return JSON.parse(Buffer.from(write(['ana', 'ben'].map((one) => render(scopeOf(one)))).body).toString('utf8'));
  };

  it('writes an entry for each message, and once what stands beside', () => {
    expect(listOf('SendGrid in lists')).toEqual({
      from: { email: 'offers@harvest-lane.example', name: 'Harvest & Lane' },
      template_id: 'd-00000000000000000000000000000000',
      personalizations: ['ana', 'ben'].map((one) => ({
        to: [{ email: `${one}@example.org`, name: one }],
        headers: { 'List-Unsubscribe': unsubscribe.list, 'List-Unsubscribe-Post': unsubscribe.post },
        custom_args: { message_id: `msg_${one}`, launch: 'coats' },
        dynamic_template_data: message,
      })),
    });
  });

  it('writes a list where the whole body is one', () => {
    expect(listOf('Resend in lists')).toMatchObject([
      { to: ['ana@example.org'], tags: [{ name: 'tandem_message', value: 'msg_ana' }] },
      { to: ['ben@example.org'], tags: [{ name: 'tandem_message', value: 'msg_ben' }] },
    ]);
  });

  it('writes a list of one for one message', () => {
    const { render, write } = bodyWriter({ batch: { most: 5 } });
    expect(JSON.parse(Buffer.from(write([render({ messageId: 'msg_1' })]).body).toString('utf8'))).toEqual([
      { messageId: 'msg_1' },
    ]);
  });
});

describe('checkBody', () => {
  const entry = (body: OutboundBody): Vendor => {
    const vendor = guideEntry('SendGrid');
    return { ...vendor, ...(vendor.outbound && { outbound: { ...vendor.outbound, body } }) };
  };
  const found = (members: OutboundBody['members'], as: OutboundBody['as'] = 'json') =>
    checkBody(entry({ as, members })).map(({ code, path, message }) => [code, path.slice(3).join('.'), message]);

  it('finds a field that the vendor may not receive, wherever it stands', () => {
    expect(found({ a: [{ b: '{{ to.phone }}' }] })).toEqual([
      ['vendor.body', 'a.0.b', expect.stringMatching(/^"to\.phone" is not for this vendor; allowed: messageId, /)],
    ]);
  });

  it.each([
    ['a value that there is not', '{{ content.headlin }}'],
    ['the whole of a customer', '{{ to }}'],
    ['what does not parse', '{{ messageId'],
    ['a filter that there is not', '{{ messageId | shout }}'],
    ['the clock', "{{ 'now' | date: '%s' }}"],
    ['another file', "{% render 'x' %}"],
  ])('finds %s', (_case, text) => {
    expect(found({ a: text })).toHaveLength(1);
  });

  it('finds a member with members in a form', () => {
    expect(found({ To: ['x'] }, 'form')).toEqual([
      ['vendor.body', 'To', expect.stringContaining('a form has texts only')],
    ]);
  });
});
