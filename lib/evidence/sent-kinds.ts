import type { Vendor } from '../../contracts/vendor';
import type { Workspace } from '../workspace';
import { catalogEntry, latestEvents } from '../workspace/catalog';

/** What every event tells of whom it concerns, whether or not it declares personal data. */
const BEHAVIOUR = 'behaviour';

type Told = Pick<Workspace, 'catalog' | 'identity'>;

/** Kinds of personal data that the catalog lets a source send. */
export const kindsFromSource = (source: string, { catalog, identity }: Told): readonly string[] => {
  const events = latestEvents(catalog).filter(
    ({ madeBy, sources }) => madeBy === 'source' && (sources === undefined || sources.includes(source)),
  );
  const declared = events.flatMap((event) => Object.values(catalogEntry(event).pii));
  return inOrder([...declared, ...identity.types.map(({ kind }) => kind)]);
};

/** Kinds of personal data that a vendor's webhooks may bring: of what is taken from them, and of what says whom it concerns. */
export const kindsFromVendor = ({ inbound }: Vendor, { catalog, identity }: Told): readonly string[] =>
  inOrder(
    Object.values(inbound?.events ?? {}).flatMap((to) => {
      const named = typeof to === 'string' ? to : to.event;
      const event = latestEvents(catalog).find((one) => one.event === named);
      const pii = Object.entries(event === undefined ? {} : catalogEntry(event).pii);
      const taken = typeof to === 'string' ? pii : pii.filter(([property]) => property in to.properties);
      const who = identity.types.filter(({ type }) => typeof to === 'string' || type in to.identifiers);
      return [...taken.map(([, kind]) => kind), ...who.map(({ kind }) => kind)];
    }),
  );

const inOrder = (kinds: readonly string[]): readonly string[] => [...new Set([...kinds, BEHAVIOUR])].sort();
