import type { CatalogEvent } from '../../../contracts/event';
import type { Inbound, WebhookMapping } from '../../../contracts/vendor-inbound';
import { eventOf, NOT_FOR_LOW_TRUST } from '../../../contracts/webhook-rules';
import { trustOf, WEBHOOK_SCHEMES, type WebhookScheme } from '../../../contracts/webhook-schemes';
import { propertiesOf } from '../catalog';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { checkProperties, checkSourceEvent } from './conditions';
import { unknownName } from './names';

/** What is wrong with what a vendor may tell us. */
export const checkInbound = (inbound: Inbound, known: Known, asOf: Date): readonly Draft[] =>
  eachSound(
    () => checkScheme(inbound),
    () => checkObservation(inbound, asOf),
    () =>
      Object.entries(inbound.events).flatMap(([type, mapping]) =>
        eachSound(() => checkMapping(inbound, mapping, ['inbound', 'events', type], known)),
      ),
  );

const checkScheme = ({ scheme }: Inbound): readonly Draft[] => {
  const row: WebhookScheme = WEBHOOK_SCHEMES[scheme];
  if (!('refused' in row)) return [];
  const message = `"${scheme}" is not safe: ${row.refused}; the gateway refuses every webhook`;
  return [{ code: 'vendor.scheme', path: ['inbound', 'scheme'], message, fix: "Use the vendor's newer scheme." }];
};

/** An observation lets in what nobody signed, so it has an end. */
const checkObservation = ({ mode, observeUntil }: Inbound, asOf: Date): readonly Draft[] => {
  if (mode !== 'observe') return [];
  if (observeUntil === undefined) {
    const message = 'an observation without an end would let in for ever what nobody signed';
    return [
      { code: 'vendor.observe', path: ['inbound', 'mode'], message, fix: 'Add observeUntil, some two weeks from now.' },
    ];
  }
  if (asOf.toISOString().slice(0, 10) < observeUntil) return [];
  const message = `the observation ended on ${observeUntil}; what is not signed well is refused since`;
  return [
    { code: 'vendor.observeOver', path: ['inbound', 'observeUntil'], message, fix: 'Write mode: enforce instead.' },
  ];
};

const checkMapping = (
  inbound: Inbound,
  mapping: Inbound['events'][string],
  path: Path,
  known: Known,
): readonly Draft[] => {
  const name = eventOf(mapping);
  const at: Path = typeof mapping === 'string' ? path : [...path, 'event'];
  const unknown = checkSourceEvent(name, at, known);
  const event = known.events?.get(name);
  if (unknown.length > 0 || event === undefined) return unknown;
  return eachSound(
    () => checkTrust(inbound, event, at),
    () => (typeof mapping === 'string' ? [] : checkParts(mapping, event, path, known)),
  );
};

const checkTrust = ({ scheme }: Inbound, event: CatalogEvent, path: Path): readonly Draft[] => {
  const sets = Object.keys(event.sets ?? {}).length > 0;
  if (trustOf(scheme) !== 'low' || !(sets || NOT_FOR_LOW_TRUST.has(event.event))) return [];
  const message = `"${event.event}" ${sets ? 'sets traits' : 'says who somebody is or what they agree to'}, for which a vendor has to sign; "${scheme}" does not`;
  return [
    {
      code: 'vendor.lowTrust',
      path,
      message,
      fix: 'Use a scheme that signs, or ask the vendor for the facts by its API.',
    },
  ];
};

const checkParts = (
  { properties, identifiers }: WebhookMapping,
  { schema }: CatalogEvent,
  path: Path,
  known: Known,
): readonly Draft[] =>
  eachSound(
    () =>
      checkProperties(
        properties,
        Object.keys(propertiesOf(schema)),
        [...path, 'properties'],
        'is not declared by the event',
      ),
    () =>
      Object.keys(identifiers).flatMap((type) =>
        unknownName(
          known.identifierTypes,
          'vendor.identifier',
          [...path, 'identifiers', type],
          type,
          'platform/identity.yaml',
        ).map((draft) => ({ ...draft, at: 'key' as const })),
      ),
  );
