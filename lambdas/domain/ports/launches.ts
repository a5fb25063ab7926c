import type { LaunchDefinition, LiveLaunch } from '../../../contracts/decision';
import type { VendorState } from '../../../contracts/vendor';

export type LaunchState = 'live' | 'paused' | 'ended';

/** Definitions and state of all launches that have not ended; may be up to two seconds old. */
export type LiveLaunches = () => Promise<readonly LiveLaunch[]>;

/** The definitions in force of all launches, ended ones included: people go on to meet their goals. */
export type LaunchDefinitions = () => Promise<readonly LaunchDefinition[]>;

/** A definition by its hash, immutable. */
export type LoadDefinition = (launch: string, hash: string) => Promise<LaunchDefinition | undefined>;

/**
 * What stops a message now; strongly consistent, never cached by the adapter. A launch without a row is `paused`. A vendor
 * without a row is `active`: whether it may be used at all is the registry's to say, which the caller has asked before.
 */
export interface Switches {
  readonly pausedAll: boolean;
  readonly launch: LaunchState;
  readonly vendor: VendorState;
}

export type ReadSwitches = (launch: string, vendor: string) => Promise<Switches>;
