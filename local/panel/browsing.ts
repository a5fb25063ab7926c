import { draw } from './draw';
import { userIdOf } from './orders';
import { syntheticPerson } from './person';
import type { Product, SegmentCall, SourceCall } from './shapes';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Share of visits in which personal data lands where it does not belong. */
const MISTYPED = 0.04;

/** Product ids of each department, ascending: what made-up visitors look at. */
export type Shelves = ReadonlyMap<string, readonly number[]>;

export const shelvesOf = (products: ReadonlyMap<number, Product>): Shelves => {
  const shelves = new Map<string, number[]>();
  for (const [id, { department }] of products) {
    const shelf = shelves.get(department);
    if (shelf === undefined) shelves.set(department, [id]);
    else shelf.push(id);
  }
  for (const shelf of shelves.values()) shelf.sort((a, b) => a - b);
  return shelves;
};

/**
 * One week's made-up web visit of a household, on one of its first five days: it looks at products of departments it
 * buys from, logs in half-way, and goes on looking. Before the first log-in of the run only the browser is known.
 */
export const visitInWeek = (
  household: number,
  monday: number,
  week: number,
  departments: readonly string[],
  shelves: Shelves,
  products: ReadonlyMap<number, Product>,
): SourceCall[] => {
  const person = syntheticPerson(household);
  const visits = week === 0 || draw(household, `visits-${week}`) < 0.5;
  if (!person.browses || !visits || departments.length === 0) return [];
  const field = (name: string): string => `${name}-${week}`;
  const day = Math.floor(draw(household, field('visit_day')) * 5);
  const hour = 7 + Math.floor(draw(household, field('visit_hour')) * 15);
  const start =
    monday + day * DAY + hour * 60 * MINUTE + Math.floor(draw(household, field('visit_minute')) * 60 * MINUTE);
  const views = 2 + Math.floor(draw(household, field('views')) * 3);
  const logIn = Math.floor(views / 2);
  const calls: SourceCall[] = searchesWithAddress(household, week, start + views * 2 * MINUTE);
  for (let view = 0; view < views; view += 1) {
    const at = start + view * 2 * MINUTE;
    if (view === logIn)
      calls.push(visitor(household, at - MINUTE, `login-${household}-${week}`, { type: 'identify', traits: {} }, true));
    const product = looksAt(household, field(`view-${view}`), departments, shelves, products);
    if (product === undefined) continue;
    const known = view >= logIn;
    calls.push(
      visitor(
        household,
        at,
        `view-${household}-${week}-${view}`,
        { type: 'track', event: 'Product Viewed', properties: product },
        known,
      ),
    );
  }
  return calls;
};

/** Some visitors type their e-mail into the search field: it must never get past the edge. */
const searchesWithAddress = (household: number, week: number, at: number): SourceCall[] => {
  if (draw(household, `mistyped-${week}`) >= MISTYPED) return [];
  const properties = { name: 'Search', path: '/search', search: syntheticPerson(household).email };
  return [visitor(household, at, `search-${household}-${week}`, { type: 'page', properties }, true)];
};

const looksAt = (
  household: number,
  field: string,
  departments: readonly string[],
  shelves: Shelves,
  products: ReadonlyMap<number, Product>,
): Record<string, unknown> | undefined => {
  // Squared: the favourite departments come up most.
  const department =
    departments[Math.floor(draw(household, `${field}-department`) ** 2 * Math.min(6, departments.length))];
  const shelf = shelves.get(department ?? '') ?? [];
  const id = shelf[Math.floor(draw(household, `${field}-product`) * shelf.length)];
  const product = id === undefined ? undefined : products.get(id);
  if (product === undefined) return undefined;
  return { product_id: String(id), category: product.department, name: product.type, brand: product.brand };
};

const visitor = (
  household: number,
  at: number,
  messageId: string,
  rest: Pick<SegmentCall, 'type' | 'event' | 'properties' | 'traits'>,
  known: boolean,
): SourceCall => ({
  source: 'web-shop',
  at,
  household,
  call: {
    ...rest,
    messageId,
    timestamp: new Date(at).toISOString(),
    anonymousId: syntheticPerson(household).browserId,
    ...(known ? { userId: userIdOf(household) } : {}),
    context: { synthetic: true },
  },
});

/** The app greets its user in the store a few minutes before an order is paid, on the same day. */
export const storeEntered = (order: SourceCall, basket: number, store: number, midnight: number): SourceCall => {
  const minutes = 4 + Math.floor(draw(order.household, `entered-${basket}`) * 16);
  const at = Math.max(midnight, order.at - minutes * MINUTE);
  return {
    source: 'mobile-app',
    at,
    household: order.household,
    call: {
      type: 'track',
      event: 'Store Entered',
      messageId: `entered-${basket}`,
      timestamp: new Date(at).toISOString(),
      userId: userIdOf(order.household),
      properties: { store_id: `store-${store}` },
      context: { synthetic: true },
    },
  };
};
