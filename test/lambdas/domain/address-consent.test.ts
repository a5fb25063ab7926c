import * as fc from 'fast-check';
import type { Consent, StrandState } from '../../../contracts/profile';
import { addressRefusal, addressStrands } from '../../../lambdas/domain/address-consent';
import { createReadStrandState } from '../../../lambdas/domain/read-customer';
import { person, policy } from '../../support/decision-fixtures';
import { identity } from '../../support/profile-events';

const TOKEN = 'tok_0123456789abcdefghijAB';
const STRAND = `email:${TOKEN}`;
const first = { at: '2026-11-01T00:00:00.000Z', key: 'shop#0' };
const strand = (over: Partial<StrandState> = {}): StrandState => ({
  ...{ first, last: first, traits: {}, consent: {}, lists: {}, digests: [], links: {} },
  ...over,
});
const rules = { types: identity.types, reachableBy: policy.reachableBy };

describe('addressStrands', () => {
  it.each([
    ['an address that others have, too', 'email', person(), [STRAND]],
    ['an address that is the customer’s own', 'email', person({ members: ['user_id:tok_a', STRAND] }), []],
    ['a channel that needs no address', 'app', person(), []],
    ['a customer without an address', 'email', person({ traits: {} }), []],
    ['an address that identifies nobody', 'sms', person({ traits: { phone: { ...first, value: TOKEN } } }), []],
  ])('finds %s', (_case, channel, view, found) => {
    expect(addressStrands(channel, view, rules)).toEqual(found);
  });
});

describe('addressRefusal', () => {
  const names = fc.constantFrom('offers/email', 'offers/*', '*/email', '*/*', 'offers/sms', 'care/email');
  const said = fc.dictionary(
    names,
    fc.record({
      status: fc.constantFrom<Consent['status']>('granted', 'denied'),
      day: fc.integer({ min: 1, max: 9 }),
      ended: fc.boolean(),
    }),
  );

  it('forbids exactly what the latest word at the address forbids, and never for want of a grant', () => {
    fc.assert(
      fc.property(said, (records) => {
        const consent = Object.fromEntries(
          Object.entries(records).map(([name, { status, day, ended }]): [string, Consent] => [
            name,
            {
              ...{ at: `2026-11-0${day}T10:00:00.000Z`, key: `shop#${name}`, status },
              ...(ended && status === 'granted' ? { expiresAt: `2026-11-0${day}T11:00:00.000Z` } : {}),
            },
          ]),
        );
        const about = Object.entries(records).filter(([name]) => !['offers/sms', 'care/email'].includes(name));
        const last = Math.max(0, ...about.map(([, { day }]) => day));
        const denied = about.some(([, { day, status }]) => day === last && status === 'denied');
        expect(addressRefusal({ purpose: 'offers', channel: 'email' }, STRAND, strand({ consent }))).toBe(
          denied ? 'no-consent' : undefined,
        );
      }),
    );
  });
});

describe('createReadStrandState', () => {
  const stored = (strands: Record<string, StrandState>) => ({ person: 'user_id:a', version: 1, state: { strands } });
  const seen = { pointers: new Map([[STRAND, 'user_id:a']]), persons: [], seen: false };

  it('reads again where the strand is on its way to another person, and gives up loudly', async () => {
    const loadPersons = jest
      .fn(async () => [stored({ [STRAND]: strand() })])
      .mockResolvedValueOnce([])
      .mockResolvedValueOnce([stored({})]);
    const read = createReadStrandState({ readSurroundings: async () => seen, loadPersons });
    expect(await read(STRAND)).toEqual(strand());
    expect(loadPersons).toHaveBeenCalledTimes(3);
    const gone = createReadStrandState({ readSurroundings: async () => seen, loadPersons: async () => [stored({})] });
    await expect(gone(STRAND)).rejects.toMatchObject({ code: 'customer.moving', retryable: true });
  });

  it('knows nothing of a strand that nobody has', async () => {
    const nobody = { pointers: new Map(), persons: [], seen: false };
    const read = createReadStrandState({ readSurroundings: async () => nobody, loadPersons: async () => [] });
    expect(await read(STRAND)).toBeUndefined();
  });
});
