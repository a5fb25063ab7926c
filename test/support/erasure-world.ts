import type { BusEvent, Json, PiiKind } from '../../contracts/event';
import type { Vendor } from '../../contracts/vendor';
import { type Applied, applyEvent } from '../../lambdas/domain/apply-event';
import { createRunErasure } from '../../lambdas/domain/erasure';
import { continueErasureOf, type ErasureRequest } from '../../lambdas/domain/erasure-message';
import { erasureReported, vendorReportOf } from '../../lambdas/domain/erasure-report';
import { type ErasureState, receiptOf } from '../../lambdas/domain/erasure-state';
import { createEraseLateStrands, lateStrandsOf } from '../../lambdas/domain/late-strands';
import { isGenuine } from '../../lambdas/domain/receipt-signature';
import { createStartErasure } from '../../lambdas/domain/start-erasure';
import { createMemoryEngagement } from './memory-engagement';
import { createMemoryErasures } from './memory-erasures';
import { createMemoryProfiles, type Pause } from './memory-profiles';
import { createMemoryTrail } from './memory-trail';
import { createMemoryVault } from './memory-vault';
import { edgeEvent, testRules } from './profile-events';

export const KINDS: Readonly<Record<string, PiiKind>> = { user_id: 'user', email: 'email', anonymous_id: 'device' };

/** What a source saw, with values in place of tokens. */
export interface Seen {
  readonly id: string;
  readonly event?: string;
  readonly at: string;
  /** Identifier type -> value, the strongest first. */
  readonly who: Readonly<Record<string, string>>;
  /** Personal properties. */
  readonly personal?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, Json>>;
}

export const vendorOf = (vendor: string, over: Partial<Vendor> = {}): Vendor => ({
  vendor,
  approval: { by: 'it-security', ticket: 'SEC-1', date: '2026-10-01', expires: '2027-10-01' },
  agreement: { ref: `DPA-${vendor}`, residency: ['EU'] },
  channels: ['email'],
  purposes: ['personalised-offers'],
  fields: ['email'],
  ...over,
});

const outbound = {
  url: 'https://mail.example/send',
  auth: { header: 'Authorization', secret: 'mail/key' },
  sign: 'standard-webhooks-v1',
  rate: '50/s',
  timeout: '10 seconds',
} as const;
export const VENDORS: readonly Vendor[] = [
  vendorOf('mailhub', { outbound: { ...outbound, erasure: { url: 'https://mail.example/erase' } } }),
  vendorOf('textly', { outbound, fields: ['phone'], channels: ['sms'] }),
  vendorOf('listener', { fields: [], channels: [] }),
];

const KEY = 'receipt-key-of-the-tests';
export const NOW = '2026-11-27T12:00:00.000Z';
type To = 'erasure' | 'answers' | 'late';
type Waiting = { readonly to: To; readonly body: string; readonly due: number; readonly again: boolean };

/** Everything that an erasure works on, in memory, with its queues; time goes on when a message waits. */
export const createErasureWorld = ({
  pause,
  vendors = VENDORS,
  pollSeconds = 3600,
  answering = [],
}: {
  pause?: Pause;
  vendors?: readonly Vendor[];
  pollSeconds?: number;
  /** Vendors that erase at once what they are asked to. */
  answering?: readonly string[];
} = {}) => {
  const [vault, profiles] = [createMemoryVault(), createMemoryProfiles(pause)];
  const [engagement, erasures] = [createMemoryEngagement(), createMemoryErasures()];
  const trail = createMemoryTrail();
  const rules = testRules();
  const asked: ErasureRequest[] = [];
  let queue: Waiting[] = [];
  let now = Date.parse(NOW);
  const wallClock = (): Date => new Date(now);
  const clock = async (): Promise<Date> => wallClock();
  const put = (to: To, message: unknown, delaySeconds = 0): void => {
    queue.push({ to, body: JSON.stringify(message), due: now + delaySeconds * 1000, again: false });
  };
  const ports = {
    ...vault,
    ...profiles,
    ...engagement,
    ...erasures,
    askVendor: async (request: ErasureRequest): Promise<void> => {
      asked.push(request);
      if (answering.includes(request.vendor)) confirm(request.vendor);
    },
    sendErasure: async (messages: readonly unknown[], delaySeconds = 0) => {
      for (const message of messages) put('erasure', message, delaySeconds);
    },
    publishEvents: async (events: readonly BusEvent[]): Promise<readonly number[]> => {
      for (const event of events) if ((await apply(event)).outcome === 'conflict') throw new Error('Contended.');
      return [];
    },
    readKey: async () => KEY,
    tellTrail: trail.tellTrail,
    clock,
  };
  const settings = {
    rules,
    kindOf: (type: string) => KINDS[type],
    vendors,
    vendorSeconds: 86_400,
    pollSeconds,
    settleSeconds: 90,
  };

  /** Lets an event in at the edge; undefined where the vault keeps it out. */
  const tokenise = async ({ id, event = 'Customer Identified', at, who, personal = {}, properties = {} }: Seen) => {
    const identifiers = Object.entries(who).map(([type, value]) => ({ kind: KINDS[type] ?? 'user', value }) as const);
    const others = Object.values(personal).map((value) => ({ kind: 'name', value }) as const);
    const [tokens] = await vault.tokensFor([{ at, identifiers, others }]);
    if (tokens === undefined || tokens === 'erased') return undefined;
    const by = Object.keys(who).map((type, index) => `${type}:${tokens.identifiers[index]}`);
    const told = Object.keys(personal).map((name, index) => [name, tokens.others[index] ?? ''] as const);
    return edgeEvent({ id, event, at, by, properties: { ...properties, ...Object.fromEntries(told) } });
  };
  const apply = async (event: BusEvent): Promise<Applied> => {
    const applied = await applyEvent({ ...profiles, sleep: async () => undefined, clock }, rules, event);
    if (applied.outcome === 'erased') {
      const strands = event.detail.identifiers.map(({ type, token }) => `${type}:${token}`);
      put('late', { receipt: applied.receipt, strands });
    }
    return applied;
  };
  const see = async (seen: Seen): Promise<Applied['outcome'] | 'refused'> => {
    const event = await tokenise(seen);
    return event === undefined ? 'refused' : (await apply(event)).outcome;
  };

  const erase = (type: string, value: string): Promise<ErasureState> =>
    createStartErasure({ ...ports, wallClock })({
      type,
      value: { kind: KINDS[type] ?? 'user', value },
      askedBy: 'service',
    });

  /**
   * Delivers what is in the queues until nothing is, as queues do: what fails comes again. `patience`: how many seconds it
   * waits for what is to come later.
   */
  const work = async (used: typeof ports = ports, patience = Number.POSITIVE_INFINITY): Promise<void> => {
    const until = now + patience * 1000;
    const run = createRunErasure({ ...used, wallClock }, settings);
    const eraseLate = createEraseLateStrands(used, settings);
    const deliver: Readonly<Record<To, (body: string, again: boolean) => Promise<unknown>>> = {
      erasure: (body, again) => run(continueErasureOf(body), again),
      answers: (body) => used.noteReport(vendorReportOf(body)),
      late: (body) => eraseLate(lateStrandsOf(body)),
    };
    for (let deliveries = 0; queue.length > 0; deliveries += 1) {
      if (deliveries > 500) throw new Error('The queue never gets empty.');
      const [next, ...rest] = queue.sort((a, b) => a.due - b.due);
      if (next === undefined || next.due > until) return;
      queue = rest;
      now = Math.max(now, next.due);
      try {
        await deliver[next.to](next.body, next.again);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        queue.push({ ...next, due: now + 1000, again: true });
      }
    }
  };
  const confirm = (vendor: string, outcome: 'erased' | 'failed' = 'erased'): void => {
    const receipt = asked.find((request) => request.vendor === vendor)?.receipt ?? '';
    const status = outcome === 'erased' ? 202 : 400;
    const report = erasureReported({ receipt, vendor, outcome, attempts: 1, status, at: NOW });
    put('answers', { ...report, 'detail-type': report.detailType });
  };
  const receipt = async (id: string) => {
    const found = await erasures.loadErasure(id);
    if (found === undefined) throw new Error(`There is no receipt ${id}.`);
    return receiptOf(found.state);
  };

  return {
    vault,
    profiles,
    engagement,
    erasures,
    trail,
    ports,
    settings,
    asked: (): readonly ErasureRequest[] => asked,
    tokenise,
    apply,
    see,
    erase,
    work,
    confirm,
    receipt,
    wallClock,
    later: (seconds: number): void => {
      now += seconds * 1000;
    },
    isGenuine: async (id: string) => isGenuine(await receipt(id), KEY),
    /** Everything that is held, as one text. */
    text: (): string =>
      JSON.stringify([
        vault.held(),
        profiles.bytes(),
        engagement.decisions(),
        engagement.attempts(),
        profiles.receipts(),
      ]),
  };
};
export type ErasureWorld = ReturnType<typeof createErasureWorld>;
