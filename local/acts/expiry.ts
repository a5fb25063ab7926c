import type { Vendor } from '../../contracts/vendor';
import type { PostHook } from '../vendor-feedback';
import type { Act } from './act';

/** A webhook of the vendor, before and after its approval ended. */
export interface ExpirySeen {
  readonly vendor: string;
  readonly expires: string;
  readonly webhooks: readonly { readonly at: string; readonly status: number }[];
}

const HOUR_MS = 3_600_000;

/** The vendor whose approval ends within the window goes on sending, and is refused from that instant. */
export const vendorExpires = (
  vendors: readonly Vendor[],
  window: { readonly from: number; readonly to: number },
  postHook: PostHook,
): Act<ExpirySeen | undefined> => {
  const endsAt = ({ approval }: Vendor): number => Date.parse(`${approval.expires}T00:00:00Z`);
  const vendor = vendors.find(
    (one) => one.inbound !== undefined && endsAt(one) > window.from && endsAt(one) < window.to,
  );
  if (vendor === undefined) return { due: [], outcome: async () => undefined };
  const webhooks: { at: string; status: number }[] = [];
  const [type = ''] = Object.keys(vendor.inbound?.events ?? {});
  const due = [-12, -1, 1, 24].map((hours) => {
    const at = endsAt(vendor) + hours * HOUR_MS;
    const when = new Date(at).toISOString();
    // At once: the next act may move the clock past the end of the approval.
    const fire = async (): Promise<void> => {
      const review = { product_id: 'recipe-box', rating: 5 };
      const customer = { handle: `reviewer-${hours}` };
      const answer = await postHook(vendor, { id: `review-${at}`, type, at: when, customer, data: review });
      webhooks.push({ at: when, status: answer.status });
    };
    return { name: `webhook of ${vendor.vendor}`, at, fire };
  });
  return {
    due: due.filter(({ at }) => at > window.from && at < window.to),
    outcome: async () => ({ vendor: vendor.vendor, expires: vendor.approval.expires, webhooks }),
  };
};
