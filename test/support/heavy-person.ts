import { createHash } from 'node:crypto';
import type { Condition } from '../../contracts/condition';
import type { DecisionInputs } from '../../contracts/decision';
import type { Consent, Digest, PersonView, Trait } from '../../contracts/profile';
import { app, audience, email, firstOf, inputs, launch, onList, sent } from './decision-fixtures';

/** Text that deflates as badly as real ids do, and is the same on every day. */
const noise = (name: string, length: number): string =>
  createHash('sha512').update(name).digest('base64url').slice(0, length);
const stamp = (name: string) => ({
  at: `2026-11-1${name.length % 10}T0${name.length % 7}:12:0${name.length % 6}.417Z`,
  key: `web-shop#${noise(`key ${name}`, 36)}`,
});
const trait = (name: string, value: Trait['value']): readonly [string, Trait] => [name, { ...stamp(name), value }];
const token = (name: string): string => `tok_${noise(name, 22)}`;

const CATEGORIES = [
  'PRODUCE',
  'MEAT',
  'PASTRY',
  'DELI',
  'FLORAL',
  'COSMETICS',
  'MILK',
  'CHEESE',
  'SEAFOOD-PCKGD',
  'BEER',
];
const viewed = (category: string, index: number): Digest => ({
  event: 'Product Viewed',
  where: { category },
  times: Array.from({ length: 10 }, (_, nth) => 1_794_700_000 + nth * 101_117 + index * 3331),
});

/** Somebody of whom much is known: four identifiers, thirteen traits, four consents, a hundred products looked at. */
export const heavyPerson = (): PersonView => {
  const members = ['user_id', 'loyalty_number', 'email', 'anonymous_id'].map((type) => `${type}:${token(type)}`);
  return {
    person: members[0] ?? '',
    members,
    traits: Object.fromEntries([
      trait('age', '35-44'),
      trait('email', token('mail')),
      trait('favourite_department', 'PRODUCE'),
      trait('first_name', token('first')),
      trait('home_store', 'store-367'),
      trait('household_size', 3),
      trait('income', '50-74K'),
      trait('language', 'en'),
      trait('last_name', token('last')),
      trait('last_order_on', '2026-11-02'),
      trait('orders_90d', 7),
      trait('phone', token('phone')),
      trait('timezone', 'America/New_York'),
    ]),
    consent: Object.fromEntries(
      ['app', 'pos', 'email', 'sms'].map((channel): readonly [string, Consent] => [
        `personalised-offers/${channel}`,
        { ...stamp(channel), status: 'granted', noticeVersion: '2026-09' },
      ]),
    ),
    lists: ['loyal'],
    digests: CATEGORIES.map(viewed),
  };
};

const did = (...categories: string[]): Condition => ({
  kind: 'did',
  event: 'Product Viewed',
  where: categories.length === 0 ? {} : { category: categories },
  atLeast: 1,
  withinSeconds: 14 * 86_400,
});

/** What their decision is made from when they enter a store, over two launches for people who browse. */
export const heavyInputs = (decisionId: string): DecisionInputs => {
  const person = heavyPerson();
  const hashed = (id: string) => ({ hash: noise(id, 32), channels: firstOf(app, email) });
  const offers = [
    { id: 'bakery-thanks', for: did('PASTRY', 'DELI'), copy: {} },
    { id: 'market-table', for: did('PRODUCE', 'MEAT', 'SEAFOOD-PCKGD'), copy: {} },
  ];
  return inputs(
    [
      launch('browse-to-basket', {
        ...hashed('browse-to-basket'),
        audience: audience({ include: [did()], exclude: [onList('staff')] }),
        offers,
      }),
      launch('big-baskets', {
        ...hashed('big-baskets'),
        rank: 1,
        audience: audience({ include: [{ kind: 'trait', name: 'orders_90d', test: { atLeast: 2 } }] }),
      }),
    ],
    {
      decisionId,
      person,
      trigger: {
        kind: 'event',
        event: 'Store Entered',
        itemKey: `S#${person.person}/EVT#mobile-app#${noise(decisionId, 36)}`,
      },
      ledger: { sends: [sent('win-back')], exposures: {} },
    },
  );
};
