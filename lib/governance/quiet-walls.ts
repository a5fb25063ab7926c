import type { LaunchManifest } from '../../contracts/launch';
import { type QuietTimes, quietEnd, type Sender } from '../../contracts/quiet-times';
import { eachSound } from '../workspace/sound';
import type { LaunchFacts } from './launch-facts';

/** A minute of a manifest as a wall time: milliseconds, as if it were UTC. Customers' clocks show it at different instants. */
export const wallOf = (minute: string): number => Date.parse(`${minute.replace(' ', 'T')}:00Z`);

/** `2026-11-27 06:00` of a wall time. */
export const minuteText = (wall: number): string => new Date(wall).toISOString().slice(0, 16).replace('T', ' ');

/** The first wall time from one on, and up to another, in which may be sent; undefined where there is none. */
export const firstFree = (times: QuietTimes, sender: Sender, from: number, to: number): number | undefined => {
  for (let wall = from; wall <= to; ) {
    const end = quietEnd(times, sender, wall);
    if (end === undefined) return wall;
    wall = end;
  }
  return undefined;
};

/** The push channels that a launch uses, with their places; pull channels ask by themselves, and nothing is sent there. */
export const pushChannels = (
  { channels: { use } }: LaunchManifest,
  { channels }: Pick<LaunchFacts, 'channels'>,
): readonly { readonly channel: string; readonly index: number }[] =>
  use.flatMap((one, index) =>
    eachSound(() => (channels?.get(one.channel)?.kind === 'push' ? [{ channel: one.channel, index }] : [])),
  );
