import { gone, isFailing, opened, permitOf, probed, probing, windowOf } from './circuit';
import type { BreakerSettings } from './outbound-settings';
import type { WallClock } from './ports/clocks';
import type { Answers, Circuit, CountAnswers, LoadCircuit, SaveCircuit } from './ports/vendor-limits';

/** What became of a request that was let through. `unused`: it never started. `gone`: the vendor wants no more. */
export type CallResult = 'ok' | 'failed' | 'gone' | 'unused';

/** A change that people are told of. */
export interface CircuitNotice {
  readonly vendor: string;
  readonly change: 'opened' | 'closed';
  readonly why: 'failures' | 'gone' | 'probe';
  readonly circuit: Circuit;
  /** The requests that decided it. */
  readonly answers: Answers;
  /** The same for all functions that see the same change. */
  readonly key: string;
}

export interface CircuitBreakerDeps {
  readonly loadCircuit: LoadCircuit;
  readonly saveCircuit: SaveCircuit;
  readonly countAnswers: CountAnswers;
  readonly now: WallClock;
  /** Told before the change is saved, so that no opening goes unsaid; perhaps more than once, under the same key. */
  readonly announce: (notice: CircuitNotice) => Promise<void>;
}

/** Leave to start one request, which must be told how that went. */
export interface Pass {
  readonly settle: (result: CallResult) => Promise<void>;
}
export interface CircuitBreaker {
  /** Seconds to wait, as far as is known; undefined where a request may ask to enter. */
  readonly peek: (vendor: string) => Promise<number | undefined>;
  /** Lets a request through, or says how long it has to wait. `callMs`: the longest that it may take. */
  readonly enter: (vendor: string, settings: BreakerSettings, callMs: number) => Promise<Pass | number>;
}

/** A reading of a circuit is good for this long; an open circuit is noticed a second late at most. */
const FRESH_MS = 1000;
/** Successes that a function may keep to itself; failures are always told. */
const MOST_UNTOLD = 50;

interface Local {
  read?: { readonly at: number; readonly circuit: Promise<Circuit | undefined> };
  window: string;
  ok: number;
}

/**
 * Keeps requests from a vendor that fails: opens for all functions at a share of failures, then lets one at a time try. What
 * has succeeded is told to the store in slices, together with the next failure at the latest.
 */
export const createCircuitBreaker = (deps: CircuitBreakerDeps): CircuitBreaker => {
  const { loadCircuit, saveCircuit, countAnswers, announce } = deps;
  const locals = new Map<string, Local>();
  const now = (): number => deps.now().getTime();
  const localOf = (vendor: string): Local => {
    const local = locals.get(vendor) ?? { window: '', ok: 0 };
    locals.set(vendor, local);
    return local;
  };

  const read = (vendor: string): Promise<Circuit | undefined> => {
    const local = localOf(vendor);
    if (local.read !== undefined && Math.abs(now() - local.read.at) < FRESH_MS) return local.read.circuit;
    const own = { at: now(), circuit: loadCircuit(vendor) };
    local.read = own;
    own.circuit.catch(() => local.read === own && delete local.read);
    return own.circuit;
  };
  const save = async (vendor: string, circuit: Circuit, was: Circuit | undefined): Promise<boolean> => {
    const saved = (await saveCircuit(vendor, circuit, was?.version ?? 0)) === 'saved';
    const local = localOf(vendor);
    if (saved) local.read = { at: now(), circuit: Promise.resolve(circuit) };
    else delete local.read;
    return saved;
  };

  /** Opens the circuit unless somebody has; that the vendor wants no more counts for more than that it fails. */
  const shut = async (
    vendor: string,
    open: (was: Circuit | undefined) => Circuit,
    notice: Pick<CircuitNotice, 'why' | 'answers' | 'key'>,
  ): Promise<void> => {
    const was = await loadCircuit(vendor);
    const circuit = open(was);
    if (was?.state === 'gone' || was?.state === circuit.state) return;
    await announce({ vendor, circuit, change: 'opened', ...notice });
    await save(vendor, circuit, was);
  };

  const tell = async (vendor: string, settings: BreakerSettings, failed: number): Promise<void> => {
    const local = localOf(vendor);
    const window = windowOf(await read(vendor), now(), settings);
    if (local.window !== window) Object.assign(local, { window, ok: 0 });
    if (failed === 0) local.ok += 1;
    if (failed === 0 && local.ok < MOST_UNTOLD) return;
    const untold = local.ok;
    local.ok = 0;
    const answers = await countAnswers(vendor, window, { ok: untold, failed });
    if (failed === 0 || !isFailing(answers, settings)) return;
    const open = (was: Circuit | undefined): Circuit => opened(was, settings, now());
    await shut(vendor, open, { why: 'failures', answers, key: `window-${window}` });
  };

  const endProbe = async (
    vendor: string,
    settings: BreakerSettings,
    was: Circuit,
    result: CallResult,
  ): Promise<void> => {
    const circuit = result === 'gone' ? gone(was, now()) : probed(was, result, settings, now());
    const told = { vendor, circuit, answers: { ok: 0, failed: 1 }, key: `since-${was.since}` };
    if (result === 'ok') await announce({ ...told, change: 'closed', why: 'probe', answers: { ok: 1, failed: 0 } });
    if (result === 'gone') await announce({ ...told, change: 'opened', why: 'gone' });
    await save(vendor, circuit, was);
  };

  const settleFree =
    (vendor: string, settings: BreakerSettings) =>
    async (result: CallResult): Promise<void> => {
      if (result === 'ok') await tell(vendor, settings, 0);
      if (result === 'failed') await tell(vendor, settings, 1);
      if (result !== 'gone') return;
      const open = (was: Circuit | undefined): Circuit => gone(was, now());
      const key = `gone-${windowOf(await read(vendor), now(), settings)}`;
      await shut(vendor, open, { why: 'gone', answers: { ok: 0, failed: 1 }, key });
    };

  return {
    peek: async (vendor) => {
      const permit = permitOf(await read(vendor), now());
      return typeof permit === 'object' ? permit.waitSeconds : undefined;
    },
    enter: async (vendor, settings, callMs) => {
      const circuit = await read(vendor);
      const permit = permitOf(circuit, now());
      if (typeof permit === 'object') return permit.waitSeconds;
      if (permit === 'free' || circuit === undefined) return { settle: settleFree(vendor, settings) };
      const probe = probing(circuit, callMs, now());
      if (!(await save(vendor, probe, circuit))) return Math.ceil(callMs / 1000);
      return { settle: (result) => endProbe(vendor, settings, probe, result) };
    },
  };
};
