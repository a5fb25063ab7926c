import type { BusEvent, Json } from '../../contracts/event';
import type { Proof } from '../../contracts/probe';
import type { StrandId } from '../../contracts/profile';
import { applyEvent } from '../../lambdas/domain/apply-event';
import { createDecideFor } from '../../lambdas/domain/decision-loop';
import type { LoadLedgers, SaveDecision } from '../../lambdas/domain/ports/decisions';
import type { LiveLaunches } from '../../lambdas/domain/ports/launches';
import type { FreeCodes } from '../../lambdas/domain/ports/pools';
import type { LoadPersons, ReadSurroundings } from '../../lambdas/domain/ports/profiles';
import { createProve, type ProveDeps } from '../../lambdas/domain/probe-loop';
import { createReadCustomer } from '../../lambdas/domain/read-customer';
import { resolvedEvent } from '../../lambdas/domain/resolve';
import { createFreeCodes } from '../../lambdas/stores/free-codes';
import { NOW, policy } from './decision-fixtures';
import { createMemoryBus } from './memory-bus';
import { createMemoryControl } from './memory-control';
import { createMemoryEngagement } from './memory-engagement';
import { createMemoryProbes } from './memory-probes';
import { createMemoryProfiles } from './memory-profiles';
import { createMemoryQueue } from './memory-queue';
import { edgeEvent, testRules } from './profile-events';
import { createRecordingCount, createRecordingLog } from './telemetry';

export const rules = testRules();

/** Ports that a decision reads and writes through. */
export interface DecisionPorts {
  readonly clock: () => Promise<Date>;
  readonly liveLaunches: LiveLaunches;
  readonly readSurroundings: ReadSurroundings;
  readonly loadPersons: LoadPersons;
  readonly loadLedgers: LoadLedgers;
  readonly saveDecision: SaveDecision;
  readonly freeCodes: FreeCodes;
}

/** The decision loop over given ports. */
export const decideForWith = (ports: DecisionPorts, over: Partial<typeof policy> = {}) =>
  createDecideFor({ ...ports, readCustomer: createReadCustomer(ports), policy: { ...policy, ...over } });

/** All stores in memory, with the ports that handlers which decide need. Nobody and nothing is in them yet. */
export const createDecisionWorld = () => {
  const profiles = createMemoryProfiles();
  const engagement = createMemoryEngagement();
  const control = createMemoryControl();
  const probes = createMemoryProbes();
  const bus = createMemoryBus();
  const queue = createMemoryQueue();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const time = { now: NOW };
  let events = 0;

  const apply = async (event: BusEvent): Promise<BusEvent> => {
    const applied = await applyEvent(
      { ...profiles, sleep: async () => undefined, clock: async () => new Date(time.now) },
      rules,
      event,
    );
    if (applied.outcome !== 'applied') throw new Error(`The event was not applied: ${applied.outcome}.`);
    return resolvedEvent(event, applied.person);
  };
  /** Something a customer did, applied to the profiles; returns it as the bus carries it on. */
  const happened = (
    event: string,
    by: readonly StrandId[],
    { at = NOW, properties = {} }: { at?: string; properties?: Readonly<Record<string, Json>> } = {},
  ): Promise<BusEvent> => {
    events += 1;
    return apply(edgeEvent({ id: events, event, at, by, properties }));
  };
  /** A customer with an address who wants offers over every channel. */
  const welcome = async (
    by: readonly StrandId[],
    traits: Readonly<Record<string, Json>> = {},
    at = '2026-11-20T00:00:00.000Z',
  ): Promise<void> => {
    await happened('Customer Identified', by, { at, properties: { email: 'tok_0123456789abcdefghijAB', ...traits } });
    const properties = { purpose: 'personalised-offers', channel: '*' };
    await happened('Consent Granted', by, { at, properties });
  };
  const ports = {
    clock: async () => new Date(time.now),
    liveLaunches: control.liveLaunches,
    readSurroundings: profiles.readSurroundings,
    loadPersons: profiles.loadPersons,
    loadLedgers: engagement.loadLedgers,
    saveDecision: engagement.saveDecision,
    freeCodes: createFreeCodes(engagement.listFree, () => new Date(time.now)),
    loadCode: engagement.loadCode,
    publishEvents: bus.publishEvents,
  };
  const prove = (step: Proof['step'], over: Partial<ProveDeps> = {}) =>
    createProve(
      {
        ...ports,
        policy,
        wallClock: () => new Date(time.now),
        loadDefinition: control.loadDefinition,
        saveProof: probes.saveProof,
        ...over,
      },
      step,
    );
  return {
    profiles,
    engagement,
    control,
    probes,
    prove,
    bus,
    queue,
    log,
    lines,
    count,
    total,
    time,
    ports,
    happened,
    welcome,
  };
};
export type DecisionWorld = ReturnType<typeof createDecisionWorld>;

/** Ids of what was published, each once. */
export const publishedIds = (world: Pick<DecisionWorld, 'bus'>): readonly string[] =>
  [...new Set(world.bus.published().map(({ detailType, detail }) => `${detailType} ${detail.messageId}`))].sort();
