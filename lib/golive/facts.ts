import type { LaunchDefinition } from '../../contracts/decision';
import { canonicalJson } from '../governance/register/canonical-json';

/** What is to go live. */
export interface Wanted {
  readonly definition: LaunchDefinition;
  /** Hash of the plan. */
  readonly plan: string;
}

/** What a stack is deployed for. */
export interface Deployed {
  readonly definition: LaunchDefinition;
  /** Hash of the plan; undefined of what went live before rows had one. */
  readonly plan?: string | undefined;
}

/** A launch of a stage as it is found, at the beginning of every step: nothing else decides what comes next. */
export interface Found {
  /** Its row in the control store; without one it never spoke. */
  readonly row?:
    | {
        readonly state: 'live' | 'paused' | 'ended';
        readonly plan?: string | undefined;
        readonly definition: LaunchDefinition;
      }
    | undefined;
  /** What its stack was deployed with. */
  readonly stack?:
    | {
        readonly hash: string;
        /** Hash of the former definition that the stack sets off as well. */
        readonly keeps?: string | undefined;
      }
    | undefined;
}

/** What sets a launch off; equal where one stack does for both definitions. */
export const wakesBy = ({ trigger, window }: LaunchDefinition): string =>
  canonicalJson(trigger.kind === 'at' ? { trigger, timezone: window.timezone } : trigger);
