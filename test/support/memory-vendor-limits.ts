import type {
  Answers,
  Circuit,
  CountAnswers,
  LoadCircuit,
  SaveCircuit,
  TakeNumbers,
} from '../../lambdas/domain/ports/vendor-limits';

/** Limits on requests to vendors, in memory; `writes` counts what would be paid for. */
export const createMemoryVendorLimits = () => {
  const taken = new Map<string, number>();
  const circuits = new Map<string, Circuit>();
  const answers = new Map<string, Answers>();
  let writes = 0;

  const takeNumbers: TakeNumbers = async (vendor, second, count, start) => {
    writes += 1;
    const key = `${vendor}#${second}`;
    const after = (taken.get(key) ?? start) + count;
    taken.set(key, after);
    return after;
  };
  const loadCircuit: LoadCircuit = async (vendor) => circuits.get(vendor);
  const saveCircuit: SaveCircuit = async (vendor, circuit, was) => {
    if ((circuits.get(vendor)?.version ?? 0) !== was) return 'conflict';
    writes += 1;
    circuits.set(vendor, circuit);
    return 'saved';
  };
  const countAnswers: CountAnswers = async (vendor, window, { ok, failed }) => {
    writes += 1;
    const key = `${vendor}#${window}`;
    const before = answers.get(key) ?? { ok: 0, failed: 0 };
    const sums = { ok: before.ok + ok, failed: before.failed + failed };
    answers.set(key, sums);
    return sums;
  };

  return {
    takeNumbers,
    loadCircuit,
    saveCircuit,
    countAnswers,
    circuitOf: (vendor: string): Circuit | undefined => circuits.get(vendor),
    /** What resuming a vendor does. */
    resetCircuit: (vendor: string): void => {
      circuits.delete(vendor);
    },
    takenKeys: (): readonly string[] => [...taken.keys()],
    writes: () => writes,
  };
};
