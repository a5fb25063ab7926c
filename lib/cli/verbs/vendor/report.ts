import { isObserved } from '../../../../contracts/webhook-rules';
import type { Answer } from '../../answer';
import type { Context } from '../../context';
import { table } from '../../table';
import { inboundVendor } from './inbound-vendor';

/** What the observation of a vendor has found: how many webhooks would have been refused, and why. */
export const reportVendor = async (context: Context, name: string): Promise<Answer> => {
  const found = inboundVendor(context, name);
  if ('refusal' in found) return found.refusal;
  const { vendorKeys } = await context.services();
  const seen = [...(await vendorKeys.observed(name))].sort((a, b) => b.count - a.count);
  const total = seen.reduce((sum, { count }) => sum + count, 0);
  const refused = seen.filter(({ verdict }) => verdict !== 'accepted').reduce((sum, { count }) => sum + count, 0);
  const observed = isObserved(found.inbound, context.now());
  return {
    data: { vendor: name, observed, total, wouldRefuse: refused, verdicts: seen },
    lines: [
      observed
        ? `"${name}" is observed until ${found.inbound.observeUntil ?? 'somebody ends it'}.`
        : `"${name}" is enforced.`,
      ...(total === 0
        ? ['No webhook was observed.']
        : [
            `${refused} of ${total} observed webhooks would have been refused.`,
            ...table(
              ['verdict', 'webhooks', 'first', 'last'],
              seen.map(({ verdict, count, first, last }) => [verdict, String(count), first, last]),
            ),
          ]),
    ],
  };
};
