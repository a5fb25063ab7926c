import type { LaunchDefinition } from '../../../contracts/decision';
import type { LaunchState } from './launches';

/** A launch's row as it stands, whatever "pause all" says. Instants are ISO 8601, business time. */
export interface SweptLaunch {
  readonly launch: string;
  readonly state: LaunchState;
  readonly hash: string;
  /** Since when the sweeper knows that the launch has ended. */
  readonly offSince?: string;
  /** When its stack was seen to be gone. */
  readonly removedAt?: string;
  /** When its results were complete. */
  readonly closedAt?: string;
}

/** All rows of launches, those of ended and closed ones included; strongly consistent. */
export type ListLaunchRows = () => Promise<readonly SweptLaunch[]>;

/** Ends or pauses a launch in the platform's name, if its row still has the state and the definition that were judged. */
export type StopLaunch = (
  launch: Pick<SweptLaunch, 'launch' | 'state' | 'hash'>,
  to: 'ended' | 'paused',
  stamp: { readonly at: string; readonly reason: string },
) => Promise<'stopped' | 'changed'>;

/** What the sweeper notes of an ended launch. */
export type SweepMark = 'offSince' | 'removedAt' | 'closedAt';

/** Notes it once; `known` where it was noted before, or the launch is no longer ended. */
export type MarkLaunch = (launch: string, mark: SweepMark, at: string) => Promise<'marked' | 'known'>;

/** Every definition under which a launch was ever live. */
export type ListDefinitions = (launch: string) => Promise<readonly LaunchDefinition[]>;

/**
 * A launch's stack. `changing`: somebody deploys it. `removing`: it is on its way out. `stuck`: CloudFormation gave up
 * removing it.
 */
export interface LaunchStackState {
  readonly state: 'absent' | 'standing' | 'changing' | 'removing' | 'stuck';
  readonly isProtected: boolean;
}

export type ReadLaunchStack = (launch: string) => Promise<LaunchStackState>;

/** Lifts the protection against removal. */
export type UnprotectLaunchStack = (launch: string) => Promise<void>;

/** Has CloudFormation remove the stack, under the role that launches are deployed with; nothing where it is gone. */
export type RemoveLaunchStack = (launch: string) => Promise<void>;
