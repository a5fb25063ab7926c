import { durationSeconds } from '../../../contracts/duration-words';
import type { CatalogEvent } from '../../../contracts/event';
import type { Inbound, WebhookMapping } from '../../../contracts/vendor-inbound';
import { eventOf, NOT_FOR_LOW_TRUST, trustOf } from '../../../contracts/webhook-rules';
import { WEBHOOK_SCHEMES, type WebhookScheme } from '../../../contracts/webhook-schemes';
import { say } from '../../messages';
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
    () => checkDedupe(inbound),
    () =>
      Object.entries(inbound.events).flatMap(([type, mapping]) =>
        eachSound(() => checkMapping(inbound, mapping, ['inbound', 'events', type], known)),
      ),
  );

const checkScheme = ({ scheme }: Inbound): readonly Draft[] => {
  const row: WebhookScheme = WEBHOOK_SCHEMES[scheme];
  if (!('refused' in row)) return [];
  return [{ ...say('vendor.scheme', { scheme, refused: row.refused }), path: ['inbound', 'scheme'] }];
};

/** An observation lets in what nobody signed, so it has an end. */
const checkObservation = ({ mode, observeUntil }: Inbound, asOf: Date): readonly Draft[] => {
  if (mode !== 'observe') return [];
  if (observeUntil === undefined) return [{ ...say('vendor.observe'), path: ['inbound', 'mode'] }];
  if (asOf.toISOString().slice(0, 10) < observeUntil) return [];
  return [{ ...say('vendor.observeOver', { until: observeUntil }), path: ['inbound', 'observeUntil'] }];
};

/** Where no time is signed, the mark of a webhook alone keeps a replay out. */
const checkDedupe = ({ scheme, dedupe }: Inbound): readonly Draft[] => {
  const row: WebhookScheme = WEBHOOK_SCHEMES[scheme];
  if (dedupe?.within === undefined || 'refused' in row || trustOf(row) === 'high') return [];
  if (durationSeconds(dedupe.within) >= row.days * durationSeconds('1 day')) return [];
  return [{ ...say('vendor.dedupe', { scheme, days: row.days }), path: ['inbound', 'dedupe', 'within'] }];
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
  if (trustOf(WEBHOOK_SCHEMES[scheme]) !== 'low' || !(sets || NOT_FOR_LOW_TRUST.has(event.event))) return [];
  const key = sets ? 'vendor.lowTrust.traits' : 'vendor.lowTrust.person';
  return [{ ...say(key, { event: event.event, scheme }), path }];
};

const checkParts = (
  { properties, identifiers }: WebhookMapping,
  { schema }: CatalogEvent,
  path: Path,
  known: Known,
): readonly Draft[] =>
  eachSound(
    () =>
      checkProperties(properties, Object.keys(propertiesOf(schema)), [...path, 'properties'], 'event.property.ofEvent'),
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
