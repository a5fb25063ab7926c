import type { PlatformConfig } from '../../contracts/platform-config';
import type { Consent, PersonView } from '../../contracts/profile';
import { type PreferenceLink, signLink } from '../../lambdas/domain/preference-token';
import { createPreferenceCentre, type PreferenceCentreDeps } from '../../lambdas/handlers/preference-centre/handler';
import { person } from './decision-fixtures';
import { httpCall } from './http-call';
import { createMemoryBus } from './memory-bus';
import { createRecordingCount, createRecordingLog } from './telemetry';

export const PREFERENCES_NOW = new Date('2026-11-27T12:00:00.000Z');
const KEY = 'preference-key-of-the-tests';
const HOUR = 3600;

export const link = (over: Partial<PreferenceLink> = {}): PreferenceLink => ({
  strand: 'user_id:tok_a',
  expires: PREFERENCES_NOW.getTime() / 1000 + HOUR,
  message: { id: 'msg_1', purpose: 'offers', channel: 'email' },
  ...over,
});
export const tokenOf = (over: Partial<PreferenceLink> = {}, key = KEY): string => signLink(link(over), [key]);

export const said = (status: Consent['status'], day = 20): Consent => ({
  at: `2026-11-${day}T00:00:00.000Z`,
  key: `crm#${day}`,
  status,
});

const notice = { version: '7', url: 'https://shop.example/privacy/7?a=1&b=2#offers' };
/** Two purposes that customers choose about, and one that they do not. */
const platform: PreferenceCentreDeps['platform'] = {
  organisation: 'Coats & <Sons>',
  purposes: [
    {
      purpose: 'offers',
      basis: 'consent',
      default: 'denied',
      title: 'Offers <for> you',
      description: 'What fits',
      channels: ['email', 'app'],
      notice,
    },
    {
      purpose: 'care',
      basis: 'legitimate_interests',
      default: 'allowed',
      title: 'Care',
      description: 'Help after a call',
      channels: ['email'],
    },
    { purpose: 'orders', basis: 'contract', default: 'allowed', title: 'Orders', description: 'Selling', channels: [] },
  ],
  channels: [
    { channel: 'email', title: 'E-mail', kind: 'push', vendors: {} },
    { channel: 'app', kind: 'pull', vendors: {} },
  ],
  catalog: Object.fromEntries(
    ['Consent Granted', 'Consent Withdrawn'].map((event) => [
      event,
      { schema: `${event}/1-1-0`, pii: {}, sets: {}, identifies: {}, declared: [] },
    ]),
  ) as PlatformConfig['catalog'],
  decision: {
    perPerson: { messages: 1, perSeconds: 1 },
    holdoutSalt: 's',
    withoutConsent: ['care', 'orders'],
    consentSeconds: { offers: 30 * 86_400 },
    reachableBy: {},
  },
  signals: { gpc: { lastUpdate: '2026-10-01', sources: ['shop'], withdraws: [{ purpose: 'offers', channel: '*' }] } },
};

export interface GivenPreferences {
  readonly view?: PersonView | undefined;
  readonly over?: Partial<PreferenceCentreDeps>;
}

/** The preference centre with one customer, who wants offers by e-mail. */
export const preferenceWorld = (given: GivenPreferences = {}) => {
  const bus = createMemoryBus();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const asked: string[] = [];
  const view = 'view' in given ? given.view : person({ consent: { 'offers/email': said('granted') } });
  let ids = 0;
  const handler = createPreferenceCentre({
    platform,
    readSecret: async () => `${KEY} key-of-last-year`,
    clock: async () => PREFERENCES_NOW,
    readView: async (strand) => {
      asked.push(strand);
      return view;
    },
    publishEvents: bus.publishEvents,
    newId: () => {
      ids += 1;
      return `pref-${ids}`;
    },
    log,
    count,
    ...given.over,
  });
  const request = (method: string, token: string, body = '', headers: Record<string, string> = {}) =>
    handler(preferenceRequest(method, token, body, headers));
  const post = (token: string, fields: Record<string, string> | [string, string][], headers = {}) =>
    request('POST', token, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
  const told = () =>
    bus
      .published()
      .map(({ detailType, detail: { properties } }) => [detailType, properties.purpose, properties.channel].join(' '));
  return { bus, lines, total, asked, handler, request, post, told };
};

/** A request for a page. */
export const preferenceRequest = (method: string, token: string, body: string, headers: Record<string, string>) =>
  httpCall({ method, path: `/preferences/${token}`, pathParameters: { token }, body: Buffer.from(body), headers });
