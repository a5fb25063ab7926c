import type { LaunchDefinition } from '../../contracts/decision';
import { type Deployed, type Found, type Wanted, wakesBy } from './facts';

/** What brings a launch further. */
export type Step =
  /** `keep`: what speaks now, which the stack goes on to set off until the new one speaks. */
  | { readonly do: 'deploy'; readonly keep?: LaunchDefinition }
  | { readonly do: 'probe' }
  | { readonly do: 'switch-on' }
  /** The stack lets go of what spoke before. */
  | { readonly do: 'tidy' }
  | { readonly do: 'nothing' }
  | { readonly do: 'refuse'; readonly because: 'paused' | 'ended' };

/**
 * The one next step, from what is found and nothing else: after a crash the next run comes to the same one. Whoever speaks is set
 * off by the stack at every moment: the former definition until the switch, which is one write, and the new one from then on.
 */
export const nextStep = ({ row, stack }: Found, { definition, plan }: Wanted, proven: boolean): Step => {
  if (row !== undefined && row.state !== 'live') return { do: 'refuse', because: row.state };
  const isOn = row?.definition.hash === definition.hash;
  const keep = row !== undefined && !isOn && needsKeeping(row.definition, definition) ? row.definition : undefined;
  if (stack?.hash !== definition.hash || (keep !== undefined && stack.keeps !== keep.hash)) {
    return { do: 'deploy', ...(keep !== undefined && { keep }) };
  }
  if (!isOn || row.plan !== plan) return { do: proven ? 'switch-on' : 'probe' };
  return { do: stack.keeps === undefined ? 'nothing' : 'tidy' };
};

/** Nothing sets off a launch that is only asked for. */
const needsKeeping = (former: LaunchDefinition, next: LaunchDefinition): boolean =>
  former.trigger.kind !== 'ask' && wakesBy(former) !== wakesBy(next);

/** How what a failed run has begun is taken back. */
export type Back =
  /** The stack is as it was, or nobody knows a better one: without a row it is dark. */
  | { readonly do: 'leave' }
  /** It was made by this run, and nothing ever spoke. */
  | { readonly do: 'destroy' }
  /** What speaks gets the stack that it was deployed with. */
  | { readonly do: 'restore'; readonly former: Deployed };

/** What to do after a failure, from what was found at the beginning of the run and is found now. */
export const wayBack = (before: Found, now: Found): Back => {
  const { row, stack } = now;
  if (stack === undefined) return { do: 'leave' };
  if (row === undefined) return before.stack === undefined ? { do: 'destroy' } : { do: 'leave' };
  if (row.state !== 'live') return { do: 'leave' };
  const isOwn = stack.hash === row.definition.hash && stack.keeps === undefined;
  return isOwn ? { do: 'leave' } : { do: 'restore', former: row };
};
