import type { RebuildRun } from '../../contracts/rebuild';
import type { LoadRuns, SaveRun } from '../../lambdas/domain/ports/generations';

/** Runs of rebuilds in memory. */
export const createMemoryRebuildRuns = () => {
  const runs = new Map<string, { readonly version: number; readonly run: RebuildRun }>();
  const loadRuns: LoadRuns = async () => [...runs.values()].sort((a, b) => (a.run.run < b.run.run ? 1 : -1));
  const saveRun: SaveRun = async (run, was) => {
    if ((runs.get(run.run)?.version ?? 0) !== was) return 'conflict';
    runs.set(run.run, { run, version: was + 1 });
    return 'saved';
  };
  return { loadRuns, saveRun };
};
