import type { BusEvent } from '../../contracts/event';
import type { RebuildPage, RebuildTask } from '../../contracts/rebuild';
import { applyEvent } from '../../lambdas/domain/apply-event';
import type { ProfileRules } from '../../lambdas/domain/profile-rules';
import { createRebuildProfiles, type RebuildProfilesDeps } from '../../lambdas/handlers/rebuild-profiles/handler';
import { createMemoryProfiles, type MemoryProfiles, type Pause } from './memory-profiles';
import { createMemoryRebuildRuns } from './memory-rebuild-runs';
import { createRecordingCount, createRecordingLog } from './telemetry';

/** Profiles and a rebuild of them, in memory. The clock stands still unless it is moved on. */
export const createRebuildWorld = ({
  pause,
  profiles = createMemoryProfiles(pause),
}: {
  readonly pause?: Pause;
  readonly profiles?: MemoryProfiles;
} = {}) => {
  let at = Date.parse('2026-11-30T12:00:00.000Z');
  const runs = createMemoryRebuildRuns();
  const clock = async (): Promise<Date> => new Date(at);
  const sleep = async (): Promise<void> => undefined;
  const ports = { ...profiles, ...runs, clock, sleep };
  const depsOf = (rules: ProfileRules, rulesDigest = 'rules'): RebuildProfilesDeps => ({
    ...ports,
    rules,
    rulesDigest,
    now: () => new Date(at),
    log: createRecordingLog().log,
    count: createRecordingCount().count,
  });

  /** All pages on the way to a state; `used`: ports of which some may fail. */
  const bring = async (
    rules: ProfileRules,
    task: RebuildTask,
    used: Partial<RebuildProfilesDeps> = {},
  ): Promise<RebuildPage> => {
    const work = createRebuildProfiles({ ...depsOf(rules), ...used });
    let page = await work(task);
    while (!page.done && page.refused === undefined) {
      page = await work({ ...task, ...(page.run === undefined ? {} : { run: page.run.run }) });
    }
    return page;
  };
  return {
    profiles,
    ports,
    runs,
    depsOf,
    bring,
    /** Applies an event until it is taken, as a queue brings it. */
    apply: async (rules: ProfileRules, events: readonly BusEvent[]): Promise<void> => {
      for (const event of events) {
        let deliveries = 0;
        while ((await applyEvent({ ...profiles, sleep, clock }, rules, event)).outcome === 'conflict') {
          deliveries += 1;
          if (deliveries > 100) throw new Error('An event was never taken.');
        }
      }
    },
    later: (milliseconds: number): void => {
      at += milliseconds;
    },
  };
};
export type RebuildWorld = ReturnType<typeof createRebuildWorld>;

/** The id of the run that a page tells of. */
export const runIn = ({ run }: RebuildPage): string => {
  if (run === undefined) throw new Error('The page tells of no run.');
  return run.run;
};
