import type { BusEvent } from '../../contracts/event';
import { CALL_EVENT, SOURCE } from '../../contracts/names';
import type { Relink } from './erasure-plan';
import { emittedIdOf } from './ids';
import type { Erasure } from './ports/rights';
import { identifierOf } from './strand';

/** Edge source of what subject rights make happen; a source of sources.yaml. */
export const RIGHTS_SOURCE = 'subject-rights';

/**
 * Joins an identifier that an erased customer shared with the one who keeps it, as the event did that first named the two.
 * An event like any other, so that a replay comes to the same profiles; the same one on a second try.
 */
export const relinkEvent = ({ receipt, erasedAt }: Erasure, { strand, partner, at }: Relink): BusEvent => ({
  source: `${SOURCE.edgePrefix}${RIGHTS_SOURCE}`,
  detailType: CALL_EVENT.alias,
  detail: {
    schema: `${CALL_EVENT.alias}/1-0-0`,
    messageId: emittedIdOf('relink', receipt, strand, partner),
    occurredAt: at,
    receivedAt: erasedAt,
    identifiers: [partner, strand].map(identifierOf),
    properties: {},
    trace: receipt,
  },
});
