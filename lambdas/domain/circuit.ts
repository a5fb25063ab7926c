import type { BreakerSettings } from './outbound-settings';
import type { Answers, Circuit } from './ports/vendor-limits';

/** Whether a request may start: like any other, as the one that tries, or not before some seconds have passed. */
export type Permit = 'free' | 'probe' | { readonly waitSeconds: number };

/** Seconds after which a message asks again whether the vendor is back, where no better time is known. */
const ASK_AGAIN = 60;
/** However often a vendor failed, it is tried this often, in milliseconds. */
const LONGEST_PROBE_WAIT = 900_000;

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const waitUntil = (at: string, now: number): Permit => ({
  waitSeconds: Math.max(1, Math.ceil((Date.parse(at) - now) / 1000)),
});

/** What a circuit lets through at an instant (epoch milliseconds). */
export const permitOf = (circuit: Circuit | undefined, now: number): Permit => {
  if (circuit === undefined || circuit.state === 'closed') return 'free';
  if (circuit.state === 'gone') return { waitSeconds: ASK_AGAIN };
  if (circuit.probeUntil !== undefined && now < Date.parse(circuit.probeUntil))
    return waitUntil(circuit.probeUntil, now);
  return now < Date.parse(circuit.probeAt) ? waitUntil(circuit.probeAt, now) : 'probe';
};

/** Whether so much failed that a vendor is better left alone. */
export const isFailing = ({ ok, failed }: Answers, { opensAt, requests }: BreakerSettings): boolean =>
  ok + failed >= requests && failed >= opensAt * (ok + failed);

/** The window that an instant falls into; all functions count in the same, and anew once the circuit has changed. */
export const windowOf = (circuit: Circuit | undefined, now: number, { windowMs }: BreakerSettings): string =>
  `${circuit?.version ?? 0}-${Math.floor(now / windowMs)}`;

const changed = (was: Circuit | undefined, to: Omit<Circuit, 'version'>): Circuit => ({
  ...to,
  version: (was?.version ?? 0) + 1,
});

/** The circuit opened now; a first request tries after a while. */
export const opened = (was: Circuit | undefined, { probeAfterMs }: BreakerSettings, now: number): Circuit =>
  changed(was, { state: 'open', since: iso(now), probeAt: iso(now + probeAfterMs), probes: 0 });

/** The circuit of a vendor that wants no message any more; only IT closes it. */
export const gone = (was: Circuit | undefined, now: number): Circuit =>
  changed(was, { state: 'gone', since: iso(now), probeAt: iso(now), probes: was?.probes ?? 0 });

/** The circuit while one request tries; a request that never reports back holds others up for `leaseMs` only. */
export const probing = (was: Circuit, leaseMs: number, now: number): Circuit => {
  const { version: _version, ...rest } = was;
  return changed(was, { ...rest, probeUntil: iso(now + leaseMs) });
};

/** The circuit after a request has tried: closed, or open for twice as long as before. `unused`: it never started. */
export const probed = (
  was: Circuit,
  result: 'ok' | 'failed' | 'unused',
  { probeAfterMs }: BreakerSettings,
  now: number,
): Circuit => {
  const { version: _version, probeUntil: _until, ...rest } = was;
  if (result === 'unused') return changed(was, rest);
  if (result === 'ok') return changed(was, { ...rest, state: 'closed', since: iso(now), probes: 0 });
  const probes = was.probes + 1;
  const wait = Math.min(LONGEST_PROBE_WAIT, probeAfterMs * 2 ** probes);
  return changed(was, { ...rest, probes, probeAt: iso(now + wait) });
};
