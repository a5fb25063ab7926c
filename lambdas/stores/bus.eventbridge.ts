import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../../contracts/event';
import type { PublishEvents } from '../domain/ports/bus';
import { CLIENT_CONFIG } from './aws-client';
import { inParallel } from './parallel';
import { backOff, type Retry, realRetry } from './pause';

export interface BusDeps {
  readonly client: Pick<EventBridgeClient, 'send'>;
  readonly busName: string;
  readonly retry: Retry;
}

/** PutEvents takes ten entries and 256 KB a call. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;
const CALLS = 8;
const TRIES = 3;

/** A client with short timeouts. */
const createBusClient = (): EventBridgeClient => new EventBridgeClient(CLIENT_CONFIG);

interface Entry {
  readonly index: number;
  readonly entry: PutEventsRequestEntry;
  readonly bytes: number;
}

const bytes = (text: string | undefined): number => Buffer.byteLength(text ?? '', 'utf8');

const toEntry = (busName: string, event: BusEvent, index: number): Entry => {
  const entry: PutEventsRequestEntry = {
    EventBusName: busName,
    Source: event.source,
    DetailType: event.detailType,
    Detail: JSON.stringify(event.detail),
    ...(event.detail.trace.startsWith('Root=') ? { TraceHeader: event.detail.trace } : {}),
  };
  return { index, entry, bytes: bytes(entry.Source) + bytes(entry.DetailType) + bytes(entry.Detail) };
};

/** Fills calls in order, by number and by size. */
const packed = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const calls: Entry[][] = [];
  let size = 0;
  for (const entry of entries) {
    const call = calls.at(-1);
    if (call === undefined || call.length === MOST_ENTRIES || size + entry.bytes > MOST_BYTES) {
      calls.push([entry]);
      size = entry.bytes;
    } else {
      call.push(entry);
      size += entry.bytes;
    }
  }
  return calls;
};

/** Entries that the bus did not take. A call that fails as a whole took none for sure, and perhaps all: ids make that harmless. */
const put = async (deps: BusDeps, call: readonly Entry[]): Promise<readonly Entry[]> => {
  try {
    const answer = await deps.client.send(new PutEventsCommand({ Entries: call.map(({ entry }) => entry) }));
    return call.filter((_, position) => answer.Entries?.[position]?.EventId === undefined);
  } catch (error) {
    if (error instanceof Error) return call;
    throw error;
  }
};

/** Publishes on the bus: only refused entries are sent again, with growing pauses, before their indexes are given back. */
export const createPublishEvents =
  (deps: BusDeps): PublishEvents =>
  async (events) => {
    const entries = events.map((event, index) => toEntry(deps.busName, event, index));
    const tooLarge = entries.filter((entry) => entry.bytes > MOST_BYTES);
    let waiting = entries.filter((entry) => entry.bytes <= MOST_BYTES);
    for (let attempt = 0; attempt < TRIES && waiting.length > 0; attempt += 1) {
      if (attempt > 0) await backOff(deps.retry, attempt, 100);
      waiting = (await inParallel(packed(waiting), CALLS, (call) => put(deps, call))).flat();
    }
    return [...tooLarge, ...waiting].map(({ index }) => index).sort((a, b) => a - b);
  };

/** A bus by its name, with a client of its own. */
export const openBus = (busName: string): PublishEvents =>
  createPublishEvents({ client: createBusClient(), busName, retry: realRetry });
