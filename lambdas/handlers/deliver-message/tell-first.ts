import type { MessageEnd } from '../../domain/emit';
import { firstMessageFact } from '../../domain/first-message';
import type { Attempt } from '../../domain/ports/attempts';
import type { TellTrail } from '../../domain/ports/trail';
import type { Copy, Endings } from './endings';

/**
 * Endings that tell the audit trail once a vendor has taken a message, after its end is recorded and announced. Where the trail does
 * not take it, the message comes again and finds its end: it is announced and told again, never sent again, and no launch is too
 * small to be told of. Messages to customers alone end by these; tests and probes have endings of their own.
 */
export const tellingFirst = (endings: Endings, tellTrail: TellTrail): Endings => {
  const tell = async (copy: Copy, attempt: Attempt, { end }: MessageEnd): Promise<void> => {
    if (end === 'delivered') await tellTrail([firstMessageFact(copy, attempt)]);
  };
  return {
    ...endings,
    announce: async (copy, attempt, end) => {
      await endings.announce(copy, attempt, end);
      await tell(copy, attempt, end);
    },
    finish: async (copy, attempt, end) => {
      await endings.finish(copy, attempt, end);
      await tell(copy, attempt, end);
    },
  };
};
