import type { VendorReport } from '../../lambdas/domain/erasure-report';
import type { ErasureState } from '../../lambdas/domain/erasure-state';
import type { LoadErasure, NoteReport, ReadReports, SaveErasure } from '../../lambdas/domain/ports/rights';

/** Erasures in memory; the peer of `createErasures` and `createErasureReports`. */
export const createMemoryErasures = () => {
  const kept = new Map<string, { readonly version: number; readonly text: string }>();
  const reports = new Map<string, VendorReport>();
  const loadErasure: LoadErasure = async (receipt) => {
    const found = kept.get(receipt);
    return found && { version: found.version, state: JSON.parse(found.text) as ErasureState };
  };
  const saveErasure: SaveErasure = async (state, was) => {
    if ((kept.get(state.receipt)?.version ?? 0) !== was) return 'conflict';
    kept.set(state.receipt, { version: was + 1, text: JSON.stringify(state) });
    return 'saved';
  };
  const noteReport: NoteReport = async (report) => {
    const key = `${report.receipt} ${report.vendor}`;
    reports.set(key, reports.get(key) ?? report);
  };
  const readReports: ReadReports = async (receipt) =>
    [...reports.values()].filter((report) => report.receipt === receipt);
  const texts = (): readonly string[] => [...kept.values()].map(({ text }) => text);
  return { loadErasure, saveErasure, noteReport, readReports, texts };
};
