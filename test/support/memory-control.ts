import type { LaunchDefinition, LiveLaunch } from '../../contracts/decision';
import type { VendorState } from '../../contracts/vendor';
import type { ReadClock } from '../../lambdas/domain/ports/clocks';
import type {
  LaunchDefinitions,
  LaunchState,
  LiveLaunches,
  LoadDefinition,
  ReadSwitches,
} from '../../lambdas/domain/ports/launches';
import type { ReadVendorState } from '../../lambdas/domain/ports/webhooks';

/** The control store in memory, with the switches that IT throws. */
export const createMemoryControl = () => {
  const definitions = new Map<string, LaunchDefinition>();
  const launches = new Map<string, { state: LaunchState; hash: string; full: boolean }>();
  const vendors = new Map<string, VendorState>();
  let paused = false;
  let clock: Date | undefined;

  const loadDefinition: LoadDefinition = async (launch, hash) => structuredClone(definitions.get(`${launch} ${hash}`));
  const liveLaunches: LiveLaunches = async () =>
    [...launches].flatMap(([launch, { state, hash, full }]): LiveLaunch[] => {
      const definition = definitions.get(`${launch} ${hash}`);
      if (definition === undefined || state === 'ended') return [];
      return [{ definition, state: paused ? 'paused' : state, full }];
    });
  const launchDefinitions: LaunchDefinitions = async () =>
    [...launches].flatMap(([launch, { hash }]) => definitions.get(`${launch} ${hash}`) ?? []);
  const readSwitches: ReadSwitches = async (launch, vendor) => ({
    pausedAll: paused,
    launch: launches.get(launch)?.state ?? 'paused',
    vendor: vendors.get(vendor) ?? 'active',
  });
  const readVendorState: ReadVendorState = async (vendor) => vendors.get(vendor) ?? 'active';
  const readClock: ReadClock = async () => clock;

  return {
    loadDefinition,
    liveLaunches,
    launchDefinitions,
    readSwitches,
    readVendorState,
    readClock,
    /** What `go-live` does first: nothing decides by it yet. */
    keep: (definition: LaunchDefinition): void => {
      definitions.set(`${definition.launch} ${definition.hash}`, definition);
    },
    /** What `go-live` does. */
    goLive: (definition: LaunchDefinition, state: LaunchState = 'live', full = false): void => {
      definitions.set(`${definition.launch} ${definition.hash}`, definition);
      launches.set(definition.launch, { state, hash: definition.hash, full });
    },
    setLaunch: (launch: string, state: LaunchState): void => {
      const row = launches.get(launch);
      if (row === undefined) throw new Error(`No launch ${launch} in the control store.`);
      launches.set(launch, { ...row, state });
    },
    setVendor: (vendor: string, state: VendorState): void => {
      vendors.set(vendor, state);
    },
    pauseAll: (on: boolean): void => {
      paused = on;
    },
    setClock: (to: Date | undefined): void => {
      clock = to;
    },
  };
};
