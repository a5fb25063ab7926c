import { type Fields, isFields } from './call';
import { own } from './record';

/** Traits that Segment's clients also write in camel case, and the catalog's name of each. */
const SPELLINGS: Readonly<Record<string, string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  createdAt: 'created_at',
  postalCode: 'postal_code',
};

/**
 * Traits by the catalog's names: Segment's reserved ones in either case, an `address` object as traits of its members. What
 * the sender wrote under the catalog's own name holds.
 */
export const reservedTraits = (traits: Fields): Fields => {
  const address = own(traits, 'address');
  const flat = isFields(address) ? Object.entries(address).map(renamed) : [];
  const entries = Object.entries(traits).filter(([name]) => flat.length === 0 || name !== 'address');
  const others = entries.filter(([name]) => !Object.hasOwn(SPELLINGS, name));
  if (flat.length === 0 && others.length === entries.length) return traits;
  return Object.fromEntries([...flat, ...entries.map(renamed), ...others]);
};

const renamed = ([name, value]: [string, unknown]): [string, unknown] => [own(SPELLINGS, name) ?? name, value];
