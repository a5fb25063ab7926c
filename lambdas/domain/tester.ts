import type { Json } from '../../contracts/event';
import type { PersonView } from '../../contracts/profile';
import { SAMPLE_VALUES } from '../../contracts/sample-person';
import type { TestMark } from '../../contracts/send-test';
import { type RegisteredTester, registered, type Tester, testerAddresses } from '../../contracts/tester';
import { own } from './record';

/** Whether the registry has this tester of this team, under this name and with every one of these addresses. */
export const isRegistered = (testers: readonly RegisteredTester[], team: string, tester: Tester): boolean => {
  const { tester: id, addresses } = registered(team, tester);
  const entry = testers.find((one) => one.tester === id && one.team === team);
  const given = Object.entries(addresses);
  return (
    entry !== undefined && given.length > 0 && given.every(([trait, value]) => own(entry.addresses, trait) === value)
  );
};

/**
 * A tester in the place of a customer: name and addresses are those that the registry knows, all else is made up. Undefined
 * where the registry does not know them, whatever was stored.
 */
export const testerView = (
  testers: readonly RegisteredTester[],
  { tester: id, team, language }: Pick<TestMark, 'tester' | 'language'> & { readonly team: string },
  stored: Tester | undefined,
  reachableBy: Readonly<Record<string, string>>,
): PersonView | undefined => {
  if (stored === undefined || registered(team, stored).tester !== id) return undefined;
  if (!isRegistered(testers, team, stored)) return undefined;
  // What leads to somebody is the tester's or is not there: no made-up address may be anybody's.
  const addresses = new Set([...Object.values(reachableBy), 'email', 'phone']);
  const samples = Object.entries(SAMPLE_VALUES).filter(([name]) => !addresses.has(name));
  const values: Readonly<Record<string, Json>> = {
    ...Object.fromEntries(samples),
    first_name: stored.name,
    language,
    ...testerAddresses(stored),
  };
  return {
    person: id,
    members: [],
    traits: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, at: '', key: '' }])),
    consent: {},
    lists: [],
    digests: [],
  };
};
