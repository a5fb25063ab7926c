import { resolve } from 'node:path';
import { loadWorkspace } from '../../lib/workspace';
import { feedbackOn } from '../../local/vendor-feedback';
import type { VendorMessage } from '../../local/vendor-stand-in';

const { workspace } = loadWorkspace(resolve(__dirname, '../..'));
const vendor = (id: string) => {
  const found = workspace?.vendors.find((one) => one.vendor === id);
  if (found === undefined) throw new Error(`no vendor ${id}`);
  return found;
};
const AT = '2026-11-24T15:00:00.000Z';
const message = (email: string): VendorMessage => ({
  messageId: `msg_${email.length}`,
  launch: 'win-back',
  channel: 'email',
  offer: 'welcome-back',
  to: { email, first_name: 'Ada' },
  content: {},
  notAfter: AT,
});
const everybody = Array.from({ length: 500 }, (_, index) => message(`hh${index}@households.example`));

describe('what a vendor reports about a message', () => {
  it('is the same in every run', () => {
    expect(feedbackOn(vendor('mailhub'), everybody[3] ?? fail(), AT)).toEqual(
      feedbackOn(vendor('mailhub'), everybody[3] ?? fail(), AT),
    );
  });

  it('uses the words of the registry, and nothing but the address to say who', () => {
    const events = everybody.flatMap((one) => feedbackOn(vendor('mailhub'), one, AT));
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(['delivered', 'opened', 'bounced', 'unsubscribed']),
    );
    expect(new Set(events.flatMap(({ customer }) => Object.keys(customer)))).toEqual(new Set(['email']));
  });

  it('says of a bounced message nothing else', () => {
    const bounced = everybody
      .map((one) => feedbackOn(vendor('mailhub'), one, AT))
      .filter(([first]) => first?.type === 'bounced');
    expect(bounced.length).toBeGreaterThan(0);
    expect(bounced.filter((events) => events.length > 1)).toEqual([]);
  });

  it('names purpose and channel of what is withdrawn', () => {
    const withdrawn = everybody
      .flatMap((one) => feedbackOn(vendor('mailhub'), one, AT))
      .find(({ type }) => type === 'unsubscribed');
    expect(withdrawn?.data).toMatchObject({ purpose: 'personalised-offers', channel: 'email' });
  });
});

const fail = (): never => {
  throw new Error('no message');
};
