import type { MessageRequest } from '../../../contracts/decision';
import { type BodyPart, bodyWriter } from '../../domain/body-template';
import { requestIdOf } from '../../domain/ids';
import { compareText } from '../../domain/stamp';
import type { Stop, SwitchGate } from '../../domain/switch-gate';
import type { SendingVendor, VendorContent } from '../../domain/vendor-call';
import type { CallEnd, CallVendor, VendorAnswer } from './call-vendor';

/** A message that may go, for all that is known of its customer. */
export interface ReadyMessage {
  readonly request: Pick<MessageRequest, 'messageId' | 'launch'>;
  readonly part: BodyPart;
  /** Not to be sent with others: a request that it was part of was refused, and nobody knows for whose sake. */
  readonly alone: boolean;
  /** See `CallHooks`; rejects where somebody else sends it. */
  readonly claim: (keyId: string) => Promise<void>;
  /** Records the answer; `others`: how many messages were in the same request. */
  readonly answered: (answer: VendorAnswer, others: number) => Promise<void>;
}

/** How it went for one message. */
export type SendEnd = Exclude<CallEnd, { end: 'unsent' }> | { readonly end: 'stopped'; readonly stop: Stop };
/** Rejects where nothing was sent, and where the answer could not be recorded. */
export type SendMessage = (vendor: SendingVendor, message: ReadyMessage) => Promise<SendEnd>;

/** Messages of one batch from a queue, on their way to requests. */
export interface Departure {
  /** Does the work of one record of the batch; once it is over, or has sent its message, nobody waits for it any more. */
  readonly board: <T>(work: (send: SendMessage) => Promise<T>) => Promise<T>;
}

interface Passenger extends ReadyMessage {
  readonly resolve: (end: SendEnd) => void;
  readonly reject: (error: unknown) => void;
}

/** Whoever sends the same messages again sends the same request. */
const contentOf = ({ outbound }: SendingVendor, passengers: readonly Passenger[]): VendorContent => {
  const sorted = [...passengers].sort((a, b) => compareText(a.request.messageId, b.request.messageId));
  const { body, contentType } = bodyWriter(outbound).write(sorted.map(({ part }) => part));
  return { id: requestIdOf(sorted.map(({ request }) => request.messageId)), url: outbound.url, body, contentType };
};

/** One request. Each message is claimed, stopped and settled for itself: the first word about it counts. */
const depart = async (
  callVendor: CallVendor,
  gate: SwitchGate,
  vendor: SendingVendor,
  passengers: readonly Passenger[],
): Promise<void> => {
  let going = passengers;
  /** Goes on with those for whom the work succeeds. */
  const each = async (work: (message: Passenger) => Promise<void>): Promise<void> => {
    const results = await Promise.allSettled(going.map(work));
    for (const [index, result] of results.entries())
      if (result.status === 'rejected') going[index]?.reject(result.reason);
    going = going.filter((_, index) => results[index]?.status === 'fulfilled');
  };
  try {
    const end = await callVendor(vendor, {
      claim: (keyId) => each((message) => message.claim(keyId)),
      send: (post) =>
        gate([...new Set(going.map(({ request }) => request.launch))], vendor.vendor, async (stops) => {
          for (const { request, resolve } of going) {
            const stop = stops.get(request.launch);
            if (stop !== undefined) resolve({ end: 'stopped', stop });
          }
          going = going.filter(({ request }) => !stops.has(request.launch));
          return going.length === 0 ? undefined : post(contentOf(vendor, going));
        }),
      answered: (answer) => each((message) => message.answered(answer, going.length - 1)),
    });
    if (end.end !== 'unsent') for (const { resolve } of passengers) resolve(end);
  } catch (error) {
    for (const { reject } of passengers) reject(error);
  }
};

/** Sends each message in a request of its own, and waits for nobody. */
export const createSendAlone =
  (callVendor: CallVendor, gate: SwitchGate): SendMessage =>
  (vendor, message) =>
    new Promise((resolve, reject) => {
      void depart(callVendor, gate, vendor, [{ ...message, resolve, reject }]);
    });

/**
 * Sends the messages of one batch from a queue: each in a request of its own, or, where the vendor takes a list, as many
 * together as it takes and the batch has. These wait until all others of the batch are ready or have found their end.
 */
export const createDeparture = (callVendor: CallVendor, gate: SwitchGate, records: number): Departure => {
  const waiting = new Map<SendingVendor, Passenger[]>();
  let expected = records;

  const leave = (): void => {
    expected -= 1;
    if (expected > 0) return;
    for (const [vendor, passengers] of waiting) {
      const most = vendor.outbound.batch?.most ?? 1;
      for (let first = 0; first < passengers.length; first += most) {
        void depart(callVendor, gate, vendor, passengers.slice(first, first + most));
      }
    }
    waiting.clear();
  };

  return {
    board: async (work) => {
      let isExpected = true;
      const done = (): void => {
        if (isExpected) leave();
        isExpected = false;
      };
      const send: SendMessage = (vendor, message) =>
        new Promise((resolve, reject) => {
          const passenger = { ...message, resolve, reject };
          if (message.alone || vendor.outbound.batch === undefined) void depart(callVendor, gate, vendor, [passenger]);
          else waiting.set(vendor, [...(waiting.get(vendor) ?? []), passenger]);
          done();
        });
      try {
        return await work(send);
      } finally {
        done();
      }
    },
  };
};
