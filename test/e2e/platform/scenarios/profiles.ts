import { grant, identify, track, withdraw } from '../../../support/e2e/calls';
import { until } from '../../../support/e2e/until';
import type { Stage } from './stage';

const visitor = { anonymousId: 'visitor-7' };
const customer = { userId: 'customer-7' };
const email = 'seven@shoppers.test';

/** What a source sends becomes one stored profile. */
export const profiles = (stage: Stage): void => {
  const viewed = track(visitor, 'Product Viewed', { product_id: 'p1', category: 'PASTRY' });
  const timesViewed = async (): Promise<number | undefined> => {
    const view = await stage().world.stores.viewOf('anonymous_id', visitor.anonymousId);
    return view?.digests.find(({ event }) => event === 'Product Viewed')?.times.length;
  };

  it('keeps what an unknown visitor did and agreed to', async () => {
    const { send, stores } = stage().world;
    await send('web-shop', [viewed, grant(visitor, 'app')]);

    const view = await until('both are stored', async () => {
      const stored = await stores.viewOf('anonymous_id', visitor.anonymousId);
      return stored?.digests.length === 1 && stored.consent['personalised-offers/app'] ? stored : undefined;
    });
    expect(view.members).toEqual([await stores.strandFor('anonymous_id', visitor.anonymousId)]);
    expect(view.consent['personalised-offers/app']).toMatchObject({ status: 'granted' });
    expect(view.digests).toMatchObject([{ event: 'Product Viewed', where: { category: 'PASTRY' } }]);
  });

  it('makes the visitor and the customer who identifies one person, with all that either had', async () => {
    const { send, stores } = stage().world;
    await send('crm', [identify(customer, { email, first_name: 'Grace', household_size: 3 })]);
    await until('the customer is stored', () => stores.viewOf('user_id', customer.userId));
    await send('web-shop', [identify({ ...customer, ...visitor })]);

    const view = await until('both are one', async () => {
      const stored = await stores.viewOf('user_id', customer.userId);
      return stored?.members.length === 3 ? stored : undefined;
    });
    expect(await stores.viewOf('anonymous_id', visitor.anonymousId)).toEqual(view);
    expect(await stores.viewOf('email', email)).toEqual(view);
    // The customer's own event named both at once: of its lasting strands the smaller id.
    expect(view.person).toBe(await stores.strandFor('email', email));
    expect(view.consent['personalised-offers/app']).toMatchObject({ status: 'granted' });
    expect(view.digests).toMatchObject([{ event: 'Product Viewed', times: [expect.any(Number)] }]);
    expect(view.traits.household_size?.value).toBe(3);
    const token = await stores.tokenOf('email', email);
    expect(view.traits.email?.value).toBe(token);
    expect(await stores.valuesOf([String(token)])).toEqual(new Map([[token, email]]));
  });

  it('applies an event once, however often it is sent', async () => {
    const { send, settled } = stage().world;
    await send('web-shop', [viewed, viewed]);
    await send('web-shop', [viewed]);
    await settled();

    expect(await timesViewed()).toBe(1);
    await send('web-shop', [{ ...viewed, messageId: 'another' }]);
    await until('another view is counted', async () => (await timesViewed()) === 2);
  });

  it('keeps a withdrawal of either for both', async () => {
    const { send, stores } = stage().world;
    await send('preference-centre', [withdraw(customer, 'app')]);

    await until('the visitor has withdrawn', async () => {
      const view = await stores.viewOf('anonymous_id', visitor.anonymousId);
      return view?.consent['personalised-offers/app']?.status === 'denied';
    });
  });
};
