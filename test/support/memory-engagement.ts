import type { Decision, Ledger, NextCode } from '../../contracts/decision';
import type { CodeOwner } from '../../contracts/pool-codes';
import type { StrandId } from '../../contracts/profile';
import type { Attempt, ClaimAttempt, LoadAttempt, SaveAttempt } from '../../lambdas/domain/ports/attempts';
import type { Counters, CountOnce, ReadCounters, ReadUsed, ReserveSending } from '../../lambdas/domain/ports/counters';
import type {
  LoadDecision,
  LoadLedgers,
  SaveDecision,
  SaveLedger,
  StoredLedger,
} from '../../lambdas/domain/ports/decisions';
import type { ListFree, LoadCode } from '../../lambdas/domain/ports/pools';
import type {
  ForgetAttempts,
  ForgetDecisions,
  ForgetLedger,
  ReadAttempts,
  ReadDecisions,
  ReadEngaged,
} from '../../lambdas/domain/ports/rights';
import { type RecordedInputs, recordedInputs } from '../../lambdas/domain/recorded-inputs';

export interface RecordedDecision {
  readonly decision: Decision;
  readonly inputs: RecordedInputs;
}

/** Pools of one-use codes in memory; the peer of `createPools`, and of what `codes add` writes. */
export const createMemoryPools = () => {
  const codes = new Map<string, string>();
  const free = new Map<string, Map<string, NextCode>>();
  const freeOf = (launch: string, pool: string): Map<string, NextCode> => {
    const found = free.get(`${launch}/${pool}`) ?? new Map<string, NextCode>();
    free.set(`${launch}/${pool}`, found);
    return found;
  };
  const nameOf = ({ launch, pool, id }: CodeOwner): string => `${launch}/${pool}/${id}`;
  const listFree: ListFree = async (launch, pool, wanted) => [...freeOf(launch, pool).values()].slice(0, wanted);
  const loadCode: LoadCode = async (owner) => codes.get(nameOf(owner));
  return {
    listFree,
    loadCode,
    isFree: ({ launch, pool, id }: CodeOwner): boolean => freeOf(launch, pool).has(id),
    claim: ({ launch, pool, id }: CodeOwner): void => {
      freeOf(launch, pool).delete(id);
    },
    addCodes: async (launch: string, pool: string, added: readonly string[]): Promise<void> => {
      for (const code of added) {
        const id = `id-${code}`;
        codes.set(nameOf({ launch, pool, id }), code);
        freeOf(launch, pool).set(id, { id, code });
      }
    },
    codesLeft: (launch: string, pool: string): number => freeOf(launch, pool).size,
  };
};

/** What is set aside of budgets, in memory; the peer of `createBudgets`. */
export const createMemoryBudgets = () => {
  const sums = new Map<string, number>();
  const reserveSending: ReserveSending = async (launch, { limit, wanted, least }) => {
    const before = sums.get(launch) ?? 0;
    const fits = Math.floor(Math.max(0, limit - before) / least) * least;
    const added = Math.min(wanted, fits);
    sums.set(launch, before + added);
    return added;
  };
  return { reserveSending, setAsideFor: (launch: string): number => sums.get(launch) ?? 0 };
};

/** Ledgers and decisions in memory; the peer of `createLedgers` and `createDecisions`. */
export const createMemoryDecisions = (pools = createMemoryPools()) => {
  const ledgers = new Map<StrandId, { readonly version: number; readonly ledger: Ledger }>();
  const decisions = new Map<string, RecordedDecision>();
  const isCurrent = ({ strand, version }: StoredLedger): boolean => (ledgers.get(strand)?.version ?? 0) === version;
  const keep = ({ strand, version, ledger }: StoredLedger): void => {
    ledgers.set(strand, { version: version + 1, ledger: structuredClone(ledger) });
  };
  const index = new Map<StrandId, Set<string>>();
  const indexed = (strand: StrandId, decisionId: string): void => {
    index.set(strand, (index.get(strand) ?? new Set()).add(decisionId));
  };
  const loadLedgers: LoadLedgers = async (strands) =>
    strands.flatMap((strand) => {
      const found = ledgers.get(strand);
      return found === undefined ? [] : [{ strand, ...structuredClone(found) }];
    });
  const saveLedger: SaveLedger = async (ledger) => {
    if (!isCurrent(ledger)) return 'conflict';
    keep(ledger);
    return 'saved';
  };
  const saveDecision: SaveDecision = async (decision, inputs, ledger, codes = []) => {
    const before = decisions.get(decision.decisionId);
    if (before !== undefined) return { outcome: 'exists', decision: structuredClone(before.decision) };
    if (ledger !== undefined && !isCurrent(ledger)) return { outcome: 'conflict' };
    if (!codes.every(pools.isFree)) return { outcome: 'conflict' };
    codes.forEach(pools.claim);
    if (ledger !== undefined) keep(ledger);
    indexed(ledger?.strand ?? decision.person, decision.decisionId);
    decisions.set(decision.decisionId, structuredClone({ decision, inputs: recordedInputs(inputs) }));
    return { outcome: 'saved' };
  };
  const loadRecordedDecision = async (decisionId: string): Promise<RecordedDecision | undefined> =>
    structuredClone(decisions.get(decisionId));
  const loadDecision: LoadDecision = async (decisionId) => (await loadRecordedDecision(decisionId))?.decision;
  const readEngaged: ReadEngaged = async (strand) => {
    const found = ledgers.get(strand);
    return {
      ...(found !== undefined && { ledger: { strand, ...structuredClone(found) } }),
      decisions: [...(index.get(strand) ?? [])],
    };
  };
  const readDecisions: ReadDecisions = async (ids) =>
    (await Promise.all(ids.map(loadRecordedDecision))).filter((decision) => decision !== undefined);
  const forgetLedger: ForgetLedger = async (strand) => {
    ledgers.delete(strand);
    index.delete(strand);
  };
  const forgetDecisions: ForgetDecisions = async (ids) => {
    for (const id of ids) decisions.delete(id);
  };
  return {
    ...pools,
    readEngaged,
    readDecisions,
    forgetLedger,
    forgetDecisions,
    loadLedgers,
    saveLedger,
    saveDecision,
    loadDecision,
    loadRecordedDecision,
    decisions: (): readonly Decision[] => [...decisions.values()].map(({ decision }) => decision),
  };
};

/** Delivery attempts in memory; the peer of `createAttempts`. */
export const createMemoryAttempts = () => {
  const attempts = new Map<string, Attempt>();
  const loadAttempt: LoadAttempt = async (messageId) => structuredClone(attempts.get(messageId));
  const saveAttempt: SaveAttempt = async (attempt) => {
    attempts.set(attempt.messageId, structuredClone(attempt));
  };
  const claimAttempt: ClaimAttempt = async (attempt, was) => {
    const stored = attempts.get(attempt.messageId);
    if (stored?.at !== was?.at || stored?.attempts !== was?.attempts) return 'taken';
    await saveAttempt(attempt);
    return 'claimed';
  };
  const readAttempts: ReadAttempts = async (ids) =>
    (await Promise.all(ids.map(loadAttempt))).filter((attempt) => attempt !== undefined);
  const forgetAttempts: ForgetAttempts = async (ids) => {
    for (const id of ids) attempts.delete(id);
  };
  return {
    readAttempts,
    forgetAttempts,
    loadAttempt,
    saveAttempt,
    claimAttempt,
    attempts: (): readonly Attempt[] => [...attempts.values()],
  };
};

/** Counters in memory; the peer of `createCounterStore`. */
export const createMemoryCounters = () => {
  const seen = new Set<string>();
  const sums = new Map<string, Record<string, number>>();
  const add = (key: string, counters: Counters): void => {
    const sum = sums.get(key) ?? {};
    for (const [name, value] of Object.entries(counters)) sum[name] = (sum[name] ?? 0) + value;
    sums.set(key, sum);
  };
  const countOnce: CountOnce = async (eventId, launch, counters, parts = {}) => {
    if (seen.has(eventId)) return 'duplicate';
    seen.add(eventId);
    add(launch, counters);
    for (const [part, own] of Object.entries(parts)) add(`${launch}#${part}`, own);
    return 'counted';
  };
  const readCounters: ReadCounters = async (launch) => ({ ...sums.get(launch) });
  /** Counters of a part, which no function reads. */
  const partOf = (launch: string, part: string): Counters => ({ ...sums.get(`${launch}#${part}`) });
  return { countOnce, readCounters, partOf };
};

/** The whole engagement store in memory. */
export const createMemoryEngagement = () => {
  const counters = createMemoryCounters();
  const budgets = createMemoryBudgets();
  const readUsed: ReadUsed = async (launch) => ({
    counters: await counters.readCounters(launch),
    setAside: budgets.setAsideFor(launch),
  });
  return {
    ...createMemoryDecisions(),
    ...createMemoryAttempts(),
    ...counters,
    ...budgets,
    readUsed,
  };
};
