import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import type { StrandId } from '../../contracts/profile';
import { RIGHTS_SOURCE } from './erasure-relink';
import { emittedIdOf } from './ids';
import type { RestrictionOrder } from './rights-request';
import { typeOf } from './strand';

/** `Processing Restricted` or `Processing Released`, of one strand; the whole person follows it. */
export const restrictionEvent = (
  strand: StrandId,
  { release, ground, ticket }: Omit<RestrictionOrder, 'subject'>,
  { at, trace }: { readonly at: string; readonly trace: string },
): BusEvent => {
  const event = release ? PLATFORM_EVENT.processingReleased : PLATFORM_EVENT.processingRestricted;
  return {
    source: `${SOURCE.edgePrefix}${RIGHTS_SOURCE}`,
    detailType: event,
    detail: {
      schema: `${event}/1-0-0`,
      messageId: emittedIdOf(event, strand, at),
      occurredAt: at,
      receivedAt: at,
      identifiers: [{ type: typeOf(strand), token: strand.slice(typeOf(strand).length + 1) }],
      properties: { ...(ground !== undefined && { ground }), ...(ticket !== undefined && { ticket }) },
      trace,
    },
  };
};
