import { withReports } from './erasure-report';
import { scanBefore } from './erasure-scan';
import { workOf } from './erasure-state';
import { type Step, secondsSince } from './erasure-step';
import { erasureRequests, vendorsOf } from './erasure-vendors';

/** Everything is counted before the first deletion, so that a crash in the midst of it changes no number. */
export const gather: Step = async (ports, settings, state) => {
  const work = workOf(state);
  const { held, decisions, messages, attempts } = await scanBefore(ports, state);
  const vendors = vendorsOf(settings.vendors, work.strands, attempts, await ports.clock());
  return { ...state, step: 'tell', held, vendors, work: { ...work, decisions, messages } };
};

/** Vendors are asked by token, and answer by event. */
export const tell: Step = async (ports, settings, state) => {
  for (const request of erasureRequests(state, settings.vendors)) await ports.askVendor(request);
  return { ...state, step: 'delete', work: { ...workOf(state), toldAt: ports.wallClock().toISOString() } };
};

/**
 * The vendors are told by values that are in the vault, which is why it keeps them until all have answered or had their time.
 * What they answer is looked for again and again: nothing that comes over the bus sets an erasure to work.
 */
export const wait: Step = async ({ wallClock, readReports }, { vendorSeconds, pollSeconds }, before) => {
  const state = withReports(before, await readReports(before.receipt));
  const left = vendorSeconds - secondsSince(workOf(state).toldAt, wallClock());
  const isOpen = state.vendors.some(({ outcome }) => outcome === 'asked');
  if (isOpen && left > 0) return { state, waitSeconds: Math.min(left, pollSeconds) };
  const at = wallClock().toISOString();
  const vendors = state.vendors.map((one) =>
    one.outcome === 'asked' ? { ...one, outcome: 'no-answer' as const, at } : one,
  );
  return { ...state, step: 'forget', vendors };
};
