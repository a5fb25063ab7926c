import type { TrailRecord } from '../../../../contracts/trail';
import type { Change, ChangeKind } from './change';
import { switchesOf } from './switches';

/** Kinds of changes after which a launch may speak. */
export const LETS_SPEAK: ReadonlySet<unknown> = new Set<ChangeKind>(['deployment', 'go-live', 'resume']);

/** When a vendor first took a message of what a change made live, by which channel, and the record that says so; else null. */
export type FirstMessageAfter = (change: Pick<Change, 'id' | 'launch' | 'related'>) => string | null;

/** Finds first messages in a trail, by the definition that a change made live or that it was deployed for. */
export const firstMessagesIn = (records: readonly TrailRecord[]): FirstMessageAfter => {
  const hashes = new Map(switchesOf(records).map(({ id, hash }) => [id, hash] as const));
  const first = firstMessages(records);
  return ({ id, launch = '', related }) => {
    const hash = [id, ...related].map((one) => hashes.get(one)).find((one) => one !== undefined);
    return hash === undefined ? null : (first.get(keyOf(launch, hash)) ?? null);
  };
};

/** By launch and definition; of messages that a generator made up nothing is told, no customer got them. */
const firstMessages = (records: readonly TrailRecord[]): ReadonlyMap<string, string> => {
  const first = new Map<string, string>();
  for (const { kind, about, at, sequence, details } of records) {
    if (kind !== 'launch.first-message' || details.synthetic === true) continue;
    const key = keyOf(about, String(details.hash));
    if (!first.has(key)) first.set(key, `${at}, ${details.channel} by ${details.vendor} (trail-${sequence})`);
  }
  return first;
};

const keyOf = (launch: string, hash: string): string => JSON.stringify([launch, hash]);
