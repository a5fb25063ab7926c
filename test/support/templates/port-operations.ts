import type { Decision, DecisionInputs, LaunchDefinition } from '../../../contracts/decision';
import type { BusEvent } from '../../../contracts/event';
import type { RebuildRun } from '../../../contracts/rebuild';
import type { Used } from '../../../contracts/spending';
import type { TrailRecord } from '../../../contracts/trail';
import { newErasure } from '../../../lambdas/domain/erasure-state';
import type { Attempt } from '../../../lambdas/domain/ports/attempts';
import type { StoredLedger } from '../../../lambdas/domain/ports/decisions';
import type { ProfileChange } from '../../../lambdas/domain/ports/profiles';
import type { Circuit } from '../../../lambdas/domain/ports/vendor-limits';
import type { WebhookEnvelope } from '../../../lambdas/domain/webhook-envelope';
import { createAttempts } from '../../../lambdas/stores/attempts.dynamodb';
import { createBudgets } from '../../../lambdas/stores/budget.dynamodb';
import { encode } from '../../../lambdas/stores/codec';
import { createControl } from '../../../lambdas/stores/control.dynamodb';
import { createCounterStore } from '../../../lambdas/stores/counters.dynamodb';
import { createDecisions } from '../../../lambdas/stores/decisions.dynamodb';
import { createEngagementEraser, createEngagementReader } from '../../../lambdas/stores/engagement-erasure.dynamodb';
import { createErasureReports, createErasures } from '../../../lambdas/stores/erasures.dynamodb';
import { StoreError } from '../../../lambdas/stores/errors';
import { createFreeCodes } from '../../../lambdas/stores/free-codes';
import { createGenerations } from '../../../lambdas/stores/generations.dynamodb';
import { createLaunchRows } from '../../../lambdas/stores/launch-rows.dynamodb';
import { createLedgers } from '../../../lambdas/stores/ledgers.dynamodb';
import { createLaunchDefinitions, createLiveLaunches } from '../../../lambdas/stores/live-launches';
import { createPools } from '../../../lambdas/stores/pools.dynamodb';
import { createProbes } from '../../../lambdas/stores/probes.dynamodb';
import { createProfiles } from '../../../lambdas/stores/profiles.dynamodb';
import { createProfileEraser, createStrandReader } from '../../../lambdas/stores/profiles-erasure.dynamodb';
import { createQuarantine } from '../../../lambdas/stores/quarantine';
import { createQuarantineShelf, createStillQuarantined } from '../../../lambdas/stores/quarantine-shelf.dynamodb';
import { createRebuildRuns } from '../../../lambdas/stores/rebuild-runs.dynamodb';
import { createReviewProgress } from '../../../lambdas/stores/review-progress.dynamodb';
import type { Table } from '../../../lambdas/stores/table';
import { createTestDefinitions, createTesters } from '../../../lambdas/stores/tests.dynamodb';
import { createTrailHead } from '../../../lambdas/stores/trail-head.dynamodb';
import { createTellTrail } from '../../../lambdas/stores/trail-tell.dynamodb';
import { createVault } from '../../../lambdas/stores/vault.dynamodb';
import { createVaultEraser, createVaultReader } from '../../../lambdas/stores/vault-erasure.dynamodb';
import { createVendorLimits } from '../../../lambdas/stores/vendor-limits.dynamodb';
import { createWebhookMarks } from '../../../lambdas/stores/webhook-marks.dynamodb';
import { naming } from '../memory-vault';

type Input = Readonly<Record<string, unknown>>;
type Keyed = { readonly pk: string };

/** `H#abc` -> `H#*`; a key without `#` is named whole. */
const family = (pk: unknown): string => {
  const key = String(pk);
  return key.includes('#') ? `${key.slice(0, key.indexOf('#') + 1)}*` : key;
};

const KEYS: Readonly<Record<string, (input: Input) => readonly (readonly [action: string, pk: unknown])[]>> = {
  GetCommand: ({ Key }) => [['GetItem', (Key as Keyed).pk]],
  PutCommand: ({ Item }) => [['PutItem', (Item as Keyed).pk]],
  DeleteCommand: ({ Key }) => [['DeleteItem', (Key as Keyed).pk]],
  UpdateCommand: ({ Key }) => [['UpdateItem', (Key as Keyed).pk]],
  QueryCommand: ({ ExpressionAttributeValues }) => [['Query', (ExpressionAttributeValues as Input)[':pk']]],
  BatchGetCommand: ({ RequestItems }) =>
    Object.values(RequestItems as Record<string, { Keys: Keyed[] }>).flatMap(({ Keys }) =>
      Keys.map(({ pk }) => ['BatchGetItem', pk] as const),
    ),
  TransactWriteCommand: ({ TransactItems }) =>
    (TransactItems as Record<string, { Item?: Keyed; Key?: Keyed }>[]).flatMap((action) =>
      Object.entries(action).map(([kind, { Item, Key }]) => [TRANSACTED[kind] ?? kind, (Item ?? Key)?.pk] as const),
    ),
};

/** A transaction is authorised as the actions of its items. */
const TRANSACTED: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

const REFUSED = Object.assign(new Error('refused'), {
  name: 'TransactionCanceledException',
  CancellationReasons: [{ Code: 'ConditionalCheckFailed' }, { Code: 'ConditionalCheckFailed' }],
});

/** A table that notes what is asked of it; `refuses` makes every transaction fail, so that the ways back are walked, too. */
const noting = (noted: Set<string>, refuses: boolean, items: Readonly<Record<string, Input>> = {}): Table => {
  const send = async (command: { constructor: { name: string }; input: Input }): Promise<unknown> => {
    const { input } = command;
    const { name } = command.constructor;
    const keysOf = KEYS[name];
    if (keysOf === undefined) throw new Error(`The recording does not know ${name}.`);
    for (const [action, pk] of keysOf(input)) noted.add(`${action}[${family(pk)}]`);
    if (name === 'TransactWriteCommand' && refuses) throw REFUSED;
    if (name === 'QueryCommand') {
      const found = items[`Query ${family((input.ExpressionAttributeValues as Input)[':pk'])}`];
      return { Items: found === undefined ? [] : [found] };
    }
    if (name === 'GetCommand') return { Item: items[(input.Key as Keyed).pk] };
    return {};
  };
  return {
    client: { send } as unknown as Table['client'],
    table: 'noted',
    now: () => new Date('2026-11-27T12:00:00Z'),
    retry: { sleep: async () => undefined, random: () => 0 },
  };
};

const at = '2026-11-27T12:00:00.000Z';
const event = { detail: { occurredAt: at } } as BusEvent;
const key = { strand: 'email:t', source: 'web', messageId: 'm' };
const state = { strands: {} };
const first = { at, key: 'web#m' };
const strand = { first, last: first, traits: {}, consent: {}, lists: {}, digests: [], links: {} };
const rebuild: RebuildRun = {
  run: 'rebuild-1',
  state: 'building',
  startedAt: at,
  until: at,
  rules: 'r',
  passes: 0,
  moved: 0,
  counts: { build: {}, check: {}, switch: {}, revert: {} },
};
const circuit: Circuit = { state: 'open', version: 1, since: at, probeAt: at, probes: 0 };
const index = { enter: ['a'], leave: ['b'], dueWas: 1, dueIs: 2 };
const change: ProfileChange = {
  key,
  event,
  person: 'email:t',
  save: [{ person: 'email:t', version: 0, state, index }],
  remove: [{ person: 'device:u', version: 1, index }],
  pointers: [{ strand: 'email:t', person: 'email:t' }],
};
const ledger: StoredLedger = { strand: 'email:t', version: 0, ledger: { sends: [], exposures: {} } };
const trigger = { kind: 'event', event: 'Store Entered', itemKey: 'k' } as const;
const decision: Decision = {
  decisionId: 'dec_1',
  person: 'email:t',
  at,
  trigger,
  chosen: [],
  exposures: [],
  excluded: [],
};
const inputs: DecisionInputs = {
  decisionId: 'dec_1',
  trigger,
  now: at,
  person: { person: 'email:t', members: ['email:t'], traits: {}, consent: {}, lists: [], digests: [] },
  ledger: { sends: [], exposures: {} },
  launches: [],
  policy: {
    perPerson: { messages: 1, perSeconds: 1 },
    holdoutSalt: 's',
    withoutConsent: [],
    consentSeconds: {},
    reachableBy: {},
  },
};
const envelope = { vendor: 'v' } as WebhookEnvelope;
const attempt = { messageId: 'msg_1' } as Attempt;
const trailRecord: TrailRecord = {
  id: 'f',
  kind: 'launch.live',
  at,
  by: 'a',
  about: 'l',
  details: {},
  sequence: 1,
  previous: 'h',
  recordedAt: at,
  hash: 'i',
};
const definition = { launch: 'l', hash: 'h', audience: { atMost: 5 } } as unknown as LaunchDefinition;
const stored = {
  'Query S#*': { pk: 'S#email:t', sk: 'EVT#web#m', body: encode(event), ttl: 1 },
  'Query H#*': { pk: 'H#h', sk: 'V#tok_1#h', token: 'tok_2' },
  'Query L#*': { pk: 'L#email:t', sk: 'D#dec_1' },
  'Query LAUNCHES': { pk: 'LAUNCHES', sk: 'l', state: 'live', hash: 'h' },
  'LAUNCH#l': { body: encode(definition) },
};

type Run = (table: Table) => Promise<unknown>;
const vault = (table: Table) => createVault({ ...table, vaultKey: async () => 'key' });
const shelved = { id: 'i', source: 'web', messageId: 'm', reason: 'malformed', detail: '', event: '', at } as const;
const eraser = (table: Table) => createVaultEraser({ ...table, vaultKey: async () => 'key' });
const erasure = { receipt: 'era_1', erasedAt: at };
const begun = newErasure(erasure, { type: 'email', hash: 'h', askedBy: 'a', startedAt: at });
const report = { receipt: 'era_1', vendor: 'v', outcome: 'erased', attempts: 1, status: 202, at } as const;
const ending = { person: 'email:t', version: 1, audiences: ['a'], due: 1, erase: ['email:t'], release: ['device:u'] };
const quarantined = { source: 'web', messageId: 'm', reason: 'malformed', detail: '', payload: {} } as const;

/** Every port that touches a table: the table, and a call that shows all it does there. */
const PORTS: Readonly<Record<string, readonly [table: string, run: Run]>> = {
  strandPointers: ['profiles', (table) => createProfiles(table).strandPointers(['email:t'])],
  loadPersons: ['profiles', (table) => createProfiles(table).loadPersons(['email:t'])],
  readSurroundings: ['profiles', (table) => createProfiles(table).readSurroundings(['email:t'], key)],
  applyChange: ['profiles', (table) => createProfiles(table).applyChange(change)],
  loadEvent: ['profiles', (table) => createProfiles(table).loadEvent(key)],
  readStrand: ['profiles', (table) => createStrandReader(table).readStrand('email:t')],
  listPersons: ['profiles', (table) => createProfiles(table).listPersons(0, 1)],
  listMembers: ['profiles', (table) => createProfiles(table).listMembers('a', 0, 1)],
  saveReviewed: [
    'profiles',
    (table) => createProfiles(table).saveReviewed({ person: 'email:t', version: 1, state, index }),
  ],
  listDue: ['profiles', (table) => createProfiles(table).listDue(0, 1, 1)],
  dropDue: ['profiles', (table) => createProfiles(table).dropDue({ time: 1, person: 'email:t' })],
  loadGeneration: ['profiles', (table) => createGenerations(table).loadGeneration('rebuild-1', 'email:t', ['email:t'])],
  saveGeneration: [
    'profiles',
    async (table) => {
      const { saveGeneration } = createGenerations(table);
      const others = new Map([
        ['email:t', { side: 'next', state: strand, told: [] }] as const,
        ['device:u', undefined] as const,
      ]);
      await saveGeneration(rebuild, { person: 'email:t', version: 1, others });
      const saved = { person: 'email:t', version: 1, state, index };
      return saveGeneration(rebuild, { person: 'email:t', version: 1, others: new Map(), saved });
    },
  ],
  loadRuns: ['control', (table) => createRebuildRuns(table).loadRuns()],
  saveRun: ['control', (table) => createRebuildRuns(table).saveRun(rebuild, 0)],
  beginReview: ['control', (table) => createReviewProgress(table).beginReview('h', at)],
  endReview: ['control', (table) => createReviewProgress(table).endReview({ hash: 'h', startedAt: at, doneAt: at })],
  loadProgress: ['control', (table) => createReviewProgress(table).loadProgress('h')],
  saveProgress: [
    'control',
    (table) => createReviewProgress(table).saveProgress('h', { shard: 0, persons: 0, changed: 0, done: true, at }),
  ],
  tokensFor: [
    'vault',
    (table) =>
      vault(table).tokensFor([{ ...naming({ kind: 'email', value: 'v' }), others: [{ kind: 'name', value: 'n' }] }]),
  ],
  findToken: ['vault', (table) => vault(table).findToken({ kind: 'email', value: 'v' })],
  valuesOf: ['vault', (table) => vault(table).valuesOf(['tok_1'])],
  quarantine: ['vault', (table) => createQuarantine({ ...table, send: async () => undefined })([quarantined])],
  listQuarantined: ['vault', (table) => createQuarantineShelf(table).listQuarantined(0, 1)],
  loadQuarantined: ['vault', (table) => createQuarantineShelf(table).loadQuarantined([shelved])],
  settleQuarantined: ['vault', (table) => createQuarantineShelf(table).settleQuarantined(shelved)],
  restateQuarantined: ['vault', (table) => createQuarantineShelf(table).restateQuarantined(shelved, 'malformed', '')],
  tidyQueue: ['vault', (table) => createStillQuarantined(table)(['i'])],
  loadLedgers: ['engagement', (table) => createLedgers(table).loadLedgers(['email:t'])],
  saveLedger: ['engagement', (table) => createLedgers(table).saveLedger(ledger)],
  // One that changes no ledger is found by a row of its own.
  'saveDecision ': ['engagement', (table) => createDecisions(table).saveDecision(decision, inputs)],
  readPointers: ['profiles', (table) => createStrandReader(table).readPointers(['email:t'])],
  endPerson: ['profiles', (table) => createProfileEraser(table).endPerson(ending, erasure)],
  saveView: ['profiles', (table) => createProfileEraser(table).saveView({ person: 'email:t', version: 1, state })],
  endStrand: ['profiles', (table) => createProfileEraser(table).endStrand('email:t', erasure)],
  forgetStrand: ['profiles', (table) => createProfileEraser(table).forgetStrand('email:t')],
  forgetPerson: ['profiles', (table) => createProfileEraser(table).forgetPerson(ending)],
  readEngaged: ['engagement', (table) => createEngagementReader(table).readEngaged('email:t')],
  readDecisions: ['engagement', (table) => createEngagementReader(table).readDecisions(['dec_1'])],
  readAttempts: ['engagement', (table) => createEngagementReader(table).readAttempts(['msg_1'])],
  forgetLedger: ['engagement', (table) => createEngagementEraser(table).forgetLedger('email:t')],
  forgetDecisions: ['engagement', (table) => createEngagementEraser(table).forgetDecisions(['dec_1'])],
  forgetAttempts: ['engagement', (table) => createEngagementEraser(table).forgetAttempts(['msg_1'])],
  readIndexed: ['vault', (table) => eraser(table).readIndexed('h')],
  readPayload: ['vault', (table) => createVaultReader({ ...table, vaultKey: async () => 'key' }).readPayload('i')],
  suppress: ['vault', (table) => eraser(table).suppress('h', 'tok_1', erasure)],
  forgetOwned: ['vault', (table) => eraser(table).forgetOwned('h', 'tok_1')],
  forgetPayloads: ['vault', (table) => eraser(table).forgetPayloads('h')],
  forgetValues: ['vault', (table) => eraser(table).forgetValues(['tok_1'])],
  loadErasure: ['vault', (table) => createErasures(table).loadErasure('era_1')],
  saveErasure: ['vault', (table) => createErasures(table).saveErasure(begun, 0)],
  noteReport: ['vault', (table) => createErasureReports(table).noteReport(report)],
  readReports: ['vault', (table) => createErasureReports(table).readReports('era_1')],
  saveDecision: [
    'engagement',
    (table) => createDecisions(table).saveDecision(decision, inputs, ledger, [{ launch: 'l', pool: 'p', id: 'i' }]),
  ],
  freeCodes: ['engagement', (table) => createFreeCodes(createPools(table).listFree, table.now).take('l', ['p'])],
  loadCode: ['engagement', (table) => createPools(table).loadCode({ launch: 'l', pool: 'p', id: 'i' })],
  readUsed: ['engagement', (table) => createCounterStore(table).readUsed('l')],
  reserveSending: [
    'engagement',
    (table) => createBudgets(table).reserveSending('l', { limit: 10, wanted: 2, least: 1 }),
  ],
  loadDecision: ['engagement', (table) => createDecisions(table).loadDecision('dec_1')],
  countOnce: ['engagement', (table) => createCounterStore(table).countOnce('e', 'l', { sent: 1 })],
  loadAttempt: ['engagement', (table) => createAttempts(table).loadAttempt('msg_1')],
  saveAttempt: ['engagement', (table) => createAttempts(table).saveAttempt(attempt)],
  claimAttempt: ['engagement', (table) => createAttempts(table).claimAttempt(attempt, undefined)],
  saveProof: ['engagement', (table) => createProbes(table).saveProof('run_1', { step: 'decide-offer', id: 'run_1' })],
  loadProofs: ['engagement', (table) => createProbes(table).loadProofs('run_1')],
  loadDefinition: ['control', (table) => createControl(table).loadDefinition('l', 'h')],
  saveTestDefinition: ['control', (table) => createTestDefinitions(table).saveTestDefinition(definition)],
  loadTestDefinition: ['control', (table) => createTestDefinitions(table).loadTestDefinition('l', 'h')],
  saveTester: ['vault', (table) => createTesters(table).saveTester('tester_1', { name: 'Robin' })],
  loadTester: ['vault', (table) => createTesters(table).loadTester('tester_1')],
  takeNumbers: ['control', (table) => createVendorLimits(table).takeNumbers('v', 1, 1, 0)],
  loadCircuit: ['control', (table) => createVendorLimits(table).loadCircuit('v')],
  saveCircuit: ['control', (table) => createVendorLimits(table).saveCircuit('v', circuit, 0)],
  countAnswers: ['control', (table) => createVendorLimits(table).countAnswers('v', '0-1', { ok: 1, failed: 0 })],
  readSwitches: ['control', (table) => createControl(table).readSwitches('l', 'v')],
  markWebhook: ['control', (table) => createWebhookMarks(table).markWebhook('v', 'i', 1)],
  knownWebhooks: ['control', (table) => createWebhookMarks(table).knownWebhooks('v', ['i'])],
  settleWebhooks: ['control', (table) => createWebhookMarks(table).settleWebhooks(envelope, ['i'], 1)],
  releaseWebhook: ['control', (table) => createWebhookMarks(table).releaseWebhook('v', 'i')],
  readVendorState: ['control', (table) => createWebhookMarks(table).readVendorState('v')],
  countObserved: ['control', (table) => createWebhookMarks(table).countObserved('v', 'no-key', table.now())],
  noteKeyUsed: ['control', (table) => createWebhookMarks(table).noteKeyUsed('v', 'k', table.now())],
  takeSlot: ['control', (table) => createWebhookMarks(table).takeSlot('v', 1, table.now())],
  listLaunchRows: ['control', (table) => createLaunchRows(table).listLaunchRows()],
  listDefinitions: ['control', (table) => createLaunchRows(table).listDefinitions('l')],
  stopLaunch: [
    'control',
    (table) =>
      createLaunchRows(table).stopLaunch({ launch: 'l', state: 'live', hash: 'h' }, 'ended', { at, reason: 'r' }),
  ],
  markLaunch: ['control', (table) => createLaunchRows(table).markLaunch('l', 'removedAt', at)],
  readTrailHead: ['control', (table) => createTrailHead(table).readTrailHead()],
  settledFacts: ['control', (table) => createTrailHead(table).settledFacts(['f'])],
  settleBatch: ['control', (table) => createTrailHead(table).settleBatch({ sequence: 0, hash: 'h' }, [trailRecord])],
  tellTrail: ['control', (table) => createTellTrail(table)([trailRecord])],
  // The same, of what is told under a new id each time.
  tellAccess: ['control', (table) => createTellTrail(table)([trailRecord])],
  launchDefinitions: ['control', (table) => createLaunchDefinitions({ ...createControl(table), now: table.now })()],
  liveLaunches: [
    'control',
    (table) => createLiveLaunches({ ...createControl(table), readUsed: noneUsed, now: table.now })(),
  ],
  // What `liveLaunches` does in the other table.
  'liveLaunches ': ['engagement', (table) => createCounterStore(table).readUsed('l')],
};

const noneUsed = async (): Promise<Used> => ({ counters: {}, setAside: 0 });

/** Operations of a port in the words of access.yaml. */
export interface PortOperations {
  readonly port: string;
  readonly table: string;
  readonly operations: readonly string[];
}

/** Runs every port against tables that only take notes: once as hoped, once with all its transactions refused. */
export const portOperations = async (): Promise<readonly PortOperations[]> =>
  Promise.all(
    Object.entries(PORTS).map(async ([port, [table, run]]) => {
      const noted = new Set<string>();
      await run(noting(noted, false, stored));
      await run(noting(noted, true, stored)).catch((error: unknown) => {
        if (!(error instanceof StoreError)) throw error;
      });
      return { port: port.trim(), table, operations: [...noted].sort() };
    }),
  );
