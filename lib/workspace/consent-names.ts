import type { CatalogEvent } from '../../contracts/event';
import { PLATFORM_EVENT } from '../../contracts/names';
import { propertiesOf } from './catalog';
import type { Workspace } from './workspace';

/**
 * A consent event whose schema takes only purposes and channels that there are, because a consent to anything else would
 * prove nothing; a withdrawal may also name every one. Every other event as it is.
 */
export const withConsentNames = (
  event: CatalogEvent,
  { purposes, channels }: Pick<Workspace, 'purposes' | 'channels'>,
): CatalogEvent => {
  const every = event.event === PLATFORM_EVENT.consentWithdrawn ? ['*'] : [];
  if (event.event !== PLATFORM_EVENT.consentGranted && every.length === 0) return event;
  const names: Readonly<Record<string, readonly string[]>> = {
    purpose: [...purposes.map((one) => one.purpose), ...every],
    channel: [...channels.map((one) => one.channel), ...every],
  };
  const properties = Object.fromEntries(
    Object.entries(propertiesOf(event.schema)).map(([name, schema]) => {
      const known = Object.hasOwn(names, name) ? names[name] : undefined;
      return [name, known === undefined ? schema : { ...schema, enum: known }];
    }),
  );
  return { ...event, schema: { ...event.schema, properties } };
};
