import type { LaunchDefinition } from '../../contracts/decision';
import type { Used } from '../../contracts/spending';
import type { LaunchState } from '../../lambdas/domain/ports/launches';
import type { LaunchStackState, SweepMark, SweptLaunch } from '../../lambdas/domain/ports/sweeps';
import { createSweepLaunches } from '../../lambdas/handlers/sweep-launches/handler';
import { sqsEvent, sqsRecord } from './sqs-event';
import { createRecordingCount, createRecordingLog } from './telemetry';

/** A row with everything that stands in it. */
export interface StoredLaunch extends SweptLaunch {
  readonly by?: string;
  readonly at?: string;
  readonly reason?: string;
}

/** The control table, CloudFormation and business time in memory, as the sweeper meets them. */
export const createSweepWorld = (now: string) => {
  const rows = new Map<string, StoredLaunch>();
  const definitions = new Map<string, LaunchDefinition>();
  const stacks = new Map<string, LaunchStackState>();
  const used = new Map<string, Used>();
  const time = { now: new Date(now) };
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const ports = {
    listLaunchRows: async (): Promise<readonly SweptLaunch[]> => [...rows.values()],
    loadDefinition: async (launch: string, hash: string) => definitions.get(`${launch} ${hash}`),
    listDefinitions: async (launch: string) => [...definitions.values()].filter((one) => one.launch === launch),
    readUsed: async (launch: string): Promise<Used> => used.get(launch) ?? { counters: {}, setAside: 0 },
    stopLaunch: async (
      { launch, state, hash }: Pick<SweptLaunch, 'launch' | 'state' | 'hash'>,
      to: 'ended' | 'paused',
      { at, reason }: { readonly at: string; readonly reason: string },
    ) => {
      const row = rows.get(launch);
      if (row?.state !== state || row.hash !== hash) return 'changed' as const;
      rows.set(launch, { ...row, state: to, by: 'tandem', at, reason, ...(to === 'ended' ? { offSince: at } : {}) });
      return 'stopped' as const;
    },
    markLaunch: async (launch: string, mark: SweepMark, at: string) => {
      const row = rows.get(launch);
      if (row?.state !== 'ended' || row[mark] !== undefined) return 'known' as const;
      rows.set(launch, { ...row, [mark]: at });
      return 'marked' as const;
    },
    readLaunchStack: async (launch: string): Promise<LaunchStackState> =>
      stacks.get(launch) ?? { state: 'absent', isProtected: false },
    unprotectLaunchStack: async (launch: string) => {
      const stack = stacks.get(launch);
      if (stack !== undefined) stacks.set(launch, { ...stack, isProtected: false });
    },
    removeLaunchStack: async (launch: string) => {
      const stack = stacks.get(launch);
      if (stack?.isProtected === true) throw new Error('The stack is protected.');
      if (stack !== undefined) stacks.set(launch, { ...stack, state: 'removing' });
    },
  };
  return {
    rows,
    definitions,
    stacks,
    used,
    ports,
    lines,
    total,
    time,
    /** What go-live does, with a stack that is protected as those of production are. */
    goLive: (definition: LaunchDefinition, state: LaunchState = 'live'): void => {
      const { launch, hash } = definition;
      definitions.set(`${launch} ${hash}`, definition);
      rows.set(launch, { launch, state, hash });
      stacks.set(launch, { state: 'standing', isProtected: true });
    },
    /** CloudFormation finishes what it was asked for. */
    settleStacks: (): void => {
      for (const [launch, { state }] of stacks) if (state === 'removing') stacks.delete(launch);
    },
    /** One pass of the sweeper, with its ports or others. */
    pass: (through: typeof ports = ports, order: object = { kind: 'look' }) =>
      createSweepLaunches({ ...through, clock: async () => time.now, log, count })(sqsEvent(sqsRecord(order))),
  };
};
