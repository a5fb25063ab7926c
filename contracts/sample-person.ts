import type { Json } from './event';

/** A value for everything that copy and vendors may be given: somebody made up, with a name that no form cuts. */
export const SAMPLE_VALUES: Readonly<Record<string, Json>> = {
  email: 'ada.miller@customer.example',
  phone: '+12025550143',
  first_name: 'Ada',
  last_name: 'Miller',
  name: 'Ada Miller',
  handle: '@ada.miller',
  loyalty_number: '4711081500',
  username: 'ada.miller',
  id: '4711',
  city: 'Cincinnati',
  state: 'Ohio',
  country: 'US',
  postal_code: '45202',
  street: '1 Vine Street',
  address: '1 Vine Street, Cincinnati',
  home_store: 'Vine Street',
  favourite_department: 'PRODUCE',
  household_size: 3,
  kids_count: 1,
  orders_90d: 7,
  spend_90d: 212.5,
  timezone: 'America/New_York',
};
