import { resolve } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Decision, LaunchDefinition } from '../../../contracts/decision';
import type { BusEvent } from '../../../contracts/event';
import { decisionIdOf, itemKey, messageIdOf } from '../../../lambdas/domain/ids';
import type { Attempt } from '../../../lambdas/domain/ports/attempts';
import { compileLaunch, platformConfig } from '../../../lib/workspace';
import { clientConfig } from '../../../local/foundation';
import type { ApiAnswer, PublicApi } from '../../../local/public-api';
import { type Running, startPlatform } from '../../../local/run';
import type { VendorMessage } from '../../../local/vendor-stand-in';
import type { SegmentCall } from './calls';
import { type Customer, drawnArm } from './people';
import { openStores, type Stores } from './stores';
import { until } from './until';

export interface Rejection {
  readonly index: number;
  readonly messageId: string;
  readonly code: string;
  readonly message: string;
}
export interface Accepted {
  readonly accepted: number;
  readonly rejected: readonly Rejection[];
}

/** The deployed platform with everything a scenario does to it or asks of it. */
export interface World extends Running {
  readonly stores: Stores;
  /** What the vendors were sent, in the order of arrival. */
  readonly messages: readonly VendorMessage[];
  /** The public API without a memory, for answers that hold personal values as they should. */
  readonly direct: PublicApi;
  /** Everything the public API ever answered. */
  readonly answers: readonly string[];
  readonly definitions: ReadonlyMap<string, LaunchDefinition>;
  /** Moves business time on; every later event is later. */
  readonly later: (seconds?: number) => Promise<void>;
  /** Sends calls with a source's write key and gives the answer, whatever it is. */
  readonly post: (source: string, body: unknown, route?: string) => Promise<ApiAnswer>;
  /** Sends calls that must all be let in, a moment after everything before. */
  readonly send: (source: string, calls: readonly SegmentCall[]) => Promise<void>;
  /** Waits until nothing is under way in any queue. */
  readonly settled: () => Promise<void>;
  /** Which arm of a launch a customer is in who has not met it yet. */
  readonly armOf: (customer: Pick<Customer, 'userId'>, launch: string) => Promise<'treated' | 'held-out'>;
  /** Id of the decision that a call of a known customer sets off. */
  readonly decisionIdFor: (source: string, call: SegmentCall) => Promise<string>;
  /** The decision that a call sets off, once it is stored. */
  readonly decisionFor: (source: string, call: SegmentCall) => Promise<Decision>;
  /** The attempt on a message, once it has ended; `seconds`: how long that may take. */
  readonly ended: (messageId: string, seconds?: number) => Promise<Attempt>;
  readonly putOnBus: (events: readonly BusEvent[]) => Promise<void>;
  /** Counters of a launch, once they are as expected (others may be there too). */
  readonly counted: (launch: string, expected: Readonly<Record<string, number>>) => Promise<void>;
}

/** Monday of the week that the shipped launches are made for, 10:00 in New York. */
const MONDAY = Date.parse('2026-11-23T15:00:00Z');
const ROOT = resolve(__dirname, '../../..');

/** Deploys the platform, lets launches (all unless some are named) go live and sets the clock to their first day. */
export const openWorld = async (live?: readonly string[]): Promise<World> => {
  const messages: VendorMessage[] = [];
  const running = await startPlatform({
    root: ROOT,
    progress: { step: () => undefined, status: () => undefined },
    onMessage: (message) => messages.push(message),
    // What vendors report back is what a scenario says.
    feedback: () => [],
  });
  try {
    await running.deployment.goLive(live ?? running.workspace.launches.map(({ manifest }) => manifest.launch));
    await running.clock.moveTo(MONDAY);
    return openOn(running, messages);
  } catch (error) {
    await running.stop();
    throw error;
  }
};

const openOn = (running: Running, messages: readonly VendorMessage[]): World => {
  const { workspace, clock, authorizations, aws, foundation } = running;
  const stores = openStores(running);
  const bus = new EventBridgeClient(clientConfig(aws));
  const answers: string[] = [];
  const api = remembering(running.api, answers);
  const definitions = new Map(
    workspace.launches.map(({ manifest }) => [manifest.launch, compileLaunch(manifest, workspace)] as const),
  );
  const salt = platformConfig(workspace).decision.holdoutSalt;

  const later = (seconds = 1): Promise<void> => clock.moveTo(clock.now() + seconds * 1000);
  const post = (source: string, body: unknown, route = 'batch'): Promise<ApiAnswer> =>
    api.request('POST', `/v1/${route}`, typeof body === 'string' ? body : JSON.stringify(body), {
      authorization: authorizations.get(source) ?? '',
    });
  const send = async (source: string, calls: readonly SegmentCall[]): Promise<void> => {
    await later();
    for (let at = 0; at < calls.length; at += MOST_CALLS) {
      const batch = calls.slice(at, at + MOST_CALLS);
      const { status, body } = await post(source, { batch });
      expect({ status, body }).toEqual({ status: 202, body: { accepted: batch.length, rejected: [] } });
    }
  };
  const decisionIdFor = async (source: string, { userId, messageId, event }: SegmentCall): Promise<string> => {
    const strand = await until(`${userId} is known`, () => stores.strandFor('user_id', userId ?? ''));
    const trigger = { kind: 'event', event: event ?? '', itemKey: itemKey({ strand, source, messageId }) } as const;
    return decisionIdOf(trigger, strand);
  };
  const definitionOf = (launch: string): LaunchDefinition => {
    const definition = definitions.get(launch);
    if (definition === undefined) throw new Error(`There is no launch "${launch}".`);
    return definition;
  };

  return {
    ...running,
    api,
    direct: running.api,
    stores,
    messages,
    answers,
    definitions,
    later,
    post,
    send,
    settled: async () => {
      const depths = await running.pipeline.untilQuiet({ quietMs: 700, timeoutMs: 300_000 });
      expect(Object.entries(depths).filter(([, depth]) => depth > 0)).toEqual([]);
    },
    armOf: async ({ userId }, launch) => {
      const view = await until(`${userId} has a profile`, () => stores.viewOf('user_id', userId));
      return drawnArm(view, definitionOf(launch), salt);
    },
    decisionIdFor,
    decisionFor: async (source, call) => {
      const decisionId = await decisionIdFor(source, call);
      return until(`${call.event} of ${call.userId} is decided`, () => stores.loadDecision(decisionId));
    },
    ended: (messageId, seconds) =>
      until(
        `${messageId} has ended`,
        async () => {
          const attempt = await stores.loadAttempt(messageId);
          return attempt === undefined || attempt.state === 'claimed' ? undefined : attempt;
        },
        seconds,
      ),
    putOnBus: async (events) => {
      const entries = events.map(({ source, detailType, detail }) => ({
        EventBusName: foundation.busName,
        Source: source,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
      }));
      const { FailedEntryCount: failed } = await bus.send(new PutEventsCommand({ Entries: entries }));
      expect(failed).toBe(0);
    },
    counted: async (launch, expected) => {
      let last: Readonly<Record<string, number>> = {};
      const asExpected = async (): Promise<boolean> => {
        last = await stores.readCounters(launch);
        return Object.entries(expected).every(([name, value]) => (last[name] ?? 0) === value);
      };
      const state = (): string => `counters of ${launch}: ${JSON.stringify(last)}, not ${JSON.stringify(expected)}`;
      await until(state, asExpected);
    },
    stop: async () => {
      stores.close();
      bus.destroy();
      await running.stop();
    },
  };
};

const MOST_CALLS = 100;

/** Keeps every answer, so that it can be searched for what must not be in it. */
const remembering = (api: PublicApi, answers: string[]): PublicApi => ({
  ...api,
  request: async (...request) => {
    const answer = await api.request(...request);
    answers.push(JSON.stringify(answer.body) ?? '');
    return answer;
  },
});

/** The message a decision sends for a launch by e-mail. */
export const emailOf = ({ decisionId }: Pick<Decision, 'decisionId'>, launch: string): string =>
  messageIdOf(decisionId, launch, 'email');
