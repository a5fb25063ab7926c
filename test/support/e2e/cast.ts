import { track } from './calls';
import { type Customer, customers, welcome } from './people';
import type { World } from './world';

/** Customers who looked at vegetables, told apart by the arm they draw when they enter a store. */
export interface Cast {
  /** Somebody whom no scenario has had yet. */
  readonly treated: () => Customer;
  readonly heldOut: () => Customer;
}

const LAUNCH = 'browse-to-basket';
const PARTS = { treated: 18, 'held-out': 1 } as const;
const AT_ONCE = 30;

/** Lets customers in until there are enough of both arms: who draws which depends on random tokens. */
export const gatherCast = async (world: World): Promise<Cast> => {
  const arms: Record<keyof typeof PARTS, Customer[]> = { treated: [], 'held-out': [] };
  const enough = (): boolean => arms.treated.length >= PARTS.treated && arms['held-out'].length >= PARTS['held-out'];
  for (let group = 1; !enough(); group += 1) {
    const arrived = customers(`cast${group}`, AT_ONCE);
    await world.send(
      'crm',
      arrived.flatMap((customer) => welcome(customer)),
    );
    const looked = arrived.map(({ userId }) =>
      track({ userId }, 'Product Viewed', { product_id: 'p1', category: 'PRODUCE' }),
    );
    await world.send('web-shop', looked);
    for (const customer of arrived) arms[await world.armOf(customer, LAUNCH)].push(customer);
  }
  await world.pipeline.untilApplied();
  const next = (arm: keyof typeof PARTS) => (): Customer => {
    const customer = arms[arm].shift();
    if (customer === undefined) throw new Error(`The cast has nobody ${arm} left; raise PARTS.`);
    return customer;
  };
  return { treated: next('treated'), heldOut: next('held-out') };
};
