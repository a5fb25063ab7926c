import { edgeCode } from '../../bin/edge-code';
import { previewCode } from '../../bin/preview-code';
import type { LaunchDefinition } from '../../contracts/decision';
import { plainCode } from '../../contracts/pool-codes';
import type { Reach, Rehearsal } from '../../contracts/rehearsal';
import type { TrailHead } from '../../contracts/trail';
import type { VendorState } from '../../contracts/vendor';
import type { ReviewProgress } from '../../lib/cli/aws/audience-index';
import type { LaunchRow } from '../../lib/cli/aws/control-table';
import type { LaunchSums } from '../../lib/cli/aws/counters';
import type { ApiAnswer } from '../../lib/cli/aws/customer-api';
import type { DeadLetter } from '../../lib/cli/aws/dead-letters';
import type { DeployedLaunch } from '../../lib/cli/aws/deployed-launches';
import type { WaitingMessages } from '../../lib/cli/aws/health';
import type { ChangedResource } from '../../lib/cli/aws/launch-stacks';
import type { PoolTable } from '../../lib/cli/aws/pool-table';
import type { Services } from '../../lib/cli/aws/services';
import type { Observed } from '../../lib/cli/aws/vendor-keys';
import { EnvironmentError } from '../../lib/cli/context';
import { type CliIo, runCli } from '../../lib/cli/run';
import type { StoredBatch } from '../../lib/evidence/trail/verify-trail';
import type { PostBatch } from '../../lib/import';
import { type FakeDeployments, fakeDeployer } from './fake-deployer';

/** A stage in memory: what is deployed, the control rows, and the order in which things were done. */
export interface FakeStage {
  readonly deployed: Map<string, DeployedLaunch>;
  /** How stacks of launches are deployed. @default - all can be */
  deployments?: Omit<FakeDeployments, 'deployed'>;
  readonly rows: Map<string, LaunchRow>;
  readonly definitions: Map<string, LaunchDefinition>;
  readonly vendors: Map<string, string>;
  /** Tickets of revoked approvals, secrets below `vendor/`, and what the receiver noted, by vendor. */
  readonly revoked: Map<string, string>;
  readonly secrets: Map<string, string>;
  readonly keysUsed: Map<string, ReadonlyMap<string, string>>;
  readonly observed: Map<string, readonly Observed[]>;
  /** Members by audience, and progress by the hash of definitions. */
  readonly audiences: Map<string, readonly string[]>;
  readonly reviews: Map<string, ReviewProgress>;
  /** Counters by launch. */
  readonly counters: Map<string, LaunchSums>;
  /** Stacks of launches: status, template, state of its rule, and what CloudFormation finds changed. */
  readonly stacks: Map<string, FakeStack>;
  /** Templates of all stacks by name, as texts. */
  readonly templates: Map<string, string>;
  /** Messages that wait for vendors, circuits that are not closed, and alarms that are on. */
  readonly waiting: Map<string, WaitingMessages>;
  readonly circuits: Map<string, 'open' | 'gone'>;
  readonly alarms: string[];
  /** Answers of the customer API, in order, and what it was asked. */
  readonly answers: ApiAnswer[];
  readonly asked: { readonly verb: string; readonly body: object }[];
  /** Answers the batches of an import, and every batch that it was given. */
  ingest: PostBatch;
  readonly batches: (readonly object[])[];
  /** Write keys under which batches came. */
  readonly writeKeys: Set<string>;
  /** Answers the calls of functions, and every task that they were given. */
  functions: (name: string, task: object) => unknown;
  readonly tasks: { readonly name: string; readonly task: object }[];
  /** What a launch would do; `test/support/rehearsals.ts` makes answers. */
  reach: (definition: LaunchDefinition) => Reach;
  history: (definition: LaunchDefinition, days: number) => Rehearsal;
  /** Dead letters by vendor, and what was put back in delivery queues. */
  /** Codes by `<launch>/<pool>`, and those of them that are given. */
  readonly pools: Map<string, Set<string>>;
  readonly given: Set<string>;
  readonly deadLetters: Map<string, DeadLetter[]>;
  /** Batches of the audit trail; null where its stack does not stand. */
  trail: readonly StoredBatch[] | null;
  /** Where the control table says that it ends. @default - nowhere yet */
  trailHead?: TrailHead;
  readonly redriven: { readonly vendor: string; readonly body: string }[];
  /** Dead letters of each vendor that somebody else is looking at. */
  hiddenLetters: number;
  /** Variables of the environment, secrets of the stage, and what was posted where, with the answer to it. */
  readonly environment: Map<string, string>;
  readonly stageSecrets: Map<string, string>;
  readonly posted: { readonly url: string; readonly body: object }[];
  postAnswer: number | string;
  readonly steps: string[];
  /** @default - git knows no address */
  gitEmail?: string;
  pausedAll?: { readonly paused: boolean; readonly by: string; readonly at: string };
}

export interface FakeStack {
  readonly status: string;
  readonly template?: Readonly<Record<string, unknown>>;
  readonly rule?: { readonly name: string; readonly state: string };
  readonly changed?: readonly ChangedResource[];
}

export const fakeStage = (): FakeStage => ({
  deployed: new Map(),
  rows: new Map(),
  definitions: new Map(),
  vendors: new Map(),
  revoked: new Map(),
  secrets: new Map(),
  keysUsed: new Map(),
  observed: new Map(),
  audiences: new Map(),
  reviews: new Map(),
  counters: new Map(),
  stacks: new Map(),
  templates: new Map(),
  waiting: new Map(),
  circuits: new Map(),
  alarms: [],
  answers: [],
  asked: [],
  ingest: async () => ({ status: 202, rejected: [] }),
  batches: [],
  writeKeys: new Set(),
  functions: (name) => {
    throw new Error(`Nobody said what ${name} answers.`);
  },
  tasks: [],
  reach: ({ launch }) => {
    throw new Error(`Nobody said whom ${launch} reaches.`);
  },
  history: ({ launch }) => {
    throw new Error(`Nobody said what ${launch} would have done.`);
  },
  pools: new Map(),
  given: new Set(),
  deadLetters: new Map(),
  trail: [],
  redriven: [],
  hiddenLetters: 0,
  environment: new Map(),
  stageSecrets: new Map(),
  posted: [],
  postAnswer: 200,
  steps: [],
});

const services = (stage: FakeStage): Services => ({
  close: () => undefined,
  stacks: async () => ({
    list: async () =>
      [...stage.stacks].map(([launch, { status }]) => ({ launch, status, at: '2026-11-20T08:00:00.000Z' })),
    template: async (launch) => stage.stacks.get(launch)?.template,
    ruleStates: async () =>
      new Map([...stage.stacks.values()].flatMap(({ rule }) => (rule === undefined ? [] : [[rule.name, rule.state]]))),
    drift: async (launch) => stage.stacks.get(launch)?.changed ?? [],
    close: () => undefined,
  }),
  health: async () => ({
    messages: async (vendor) => stage.waiting.get(vendor) ?? { waiting: 0, deadLetters: 0 },
    circuit: async (vendor) => stage.circuits.get(vendor) ?? 'closed',
    alarms: async () => stage.alarms,
    close: () => undefined,
  }),
  deployedStacks: async () => ({
    names: async () => [...stage.templates.keys()],
    template: async (name) => stage.templates.get(name) ?? '',
    close: () => undefined,
  }),
  deadLetters: {
    visit: async (vendor, redriven) => {
      const letters = stage.deadLetters.get(vendor) ?? [];
      const left = letters.filter((letter) => {
        const body = redriven(letter);
        if (body !== undefined) stage.redriven.push({ vendor, body });
        return body === undefined;
      });
      stage.deadLetters.set(vendor, left);
      return stage.hiddenLetters;
    },
  },
  control: {
    launches: async () => [...stage.rows.values()],
    pausedAll: async () => stage.pausedAll,
    setPausedAll: async (paused, { by, at }) => {
      stage.steps.push('write');
      stage.pausedAll = { paused, by, at };
    },
    setLaunch: async (launch, from, to, { reason, ...stamp }) => {
      const row = stage.rows.get(launch);
      if (row === undefined || !from.includes(row.state)) return false;
      stage.steps.push('write');
      const { reason: _reason, ...kept } = row;
      stage.rows.set(launch, { ...kept, state: to, ...stamp, ...(reason !== undefined && { reason }) });
      return true;
    },
    definition: async (_launch, hash) => stage.definitions.get(hash),
    keep: async (definition) => {
      stage.definitions.set(definition.hash, definition);
    },
    goLive: async (live, was) => {
      const row = stage.rows.get(live.launch);
      if (JSON.stringify(row) !== JSON.stringify(was)) return false;
      stage.rows.set(live.launch, { ...live, state: 'live', liveSince: was?.liveSince ?? live.at });
      return true;
    },
    setVendor: async (vendor, state, _stamp, ticket) => {
      stage.steps.push('write');
      stage.vendors.set(vendor, state);
      if (ticket !== undefined) stage.revoked.set(vendor, ticket);
    },
    vendorState: async (vendor) => ({
      state: (stage.vendors.get(vendor) ?? 'active') as VendorState,
      ticket: stage.revoked.get(vendor) ?? '',
    }),
  },
  audiences: {
    count: async (audience) => stage.audiences.get(audience)?.length ?? 0,
    members: async (audience, limit) => (stage.audiences.get(audience) ?? []).slice(0, limit),
    progress: async (hash) => stage.reviews.get(hash),
  },
  counters: {
    read: async (launch) => stage.counters.get(launch)?.counters ?? {},
    readAll: async (launch) => stage.counters.get(launch) ?? { counters: {}, parts: {} },
  },
  pools: fakePools(stage),
  deployed: {
    hashes: async () => new Map([...stage.deployed].map(([launch, { hash }]) => [launch, hash])),
    definition: async (launch) => stage.deployed.get(launch),
  },
  vendorKeys: {
    read: async (secret) => stage.secrets.get(secret),
    write: async (secret, text) => {
      stage.secrets.set(secret, text);
    },
    list: async () => [...stage.secrets.keys()],
    lastUsed: async (vendor) => stage.keysUsed.get(vendor) ?? new Map(),
    observed: async (vendor) => stage.observed.get(vendor) ?? [],
  },
  trail: {
    name: async () => {
      if (stage.trail === null) throw new EnvironmentError('No bucket: the audit trail is not deployed.');
      return 'trail';
    },
    batches: async () => stage.trail ?? [],
    settledHead: async () => stage.trailHead,
  },
  secrets: { read: async (name) => stage.stageSecrets.get(name) },
  functions: {
    invoke: async <Answer>(name: string, task: object) => {
      stage.tasks.push({ name, task });
      return stage.functions(name, task) as Answer;
    },
  },
  rehearsals: {
    reach: async (definition) => stage.reach(definition),
    history: async (definition, days) => stage.history(definition, days),
  },
  ingest: {
    masterKey: async () => 'master',
    post: (writeKey) => (calls) => {
      stage.writeKeys.add(writeKey);
      stage.batches.push(calls);
      return stage.ingest(calls);
    },
  },
  customers: {
    ask: async (verb, body) => {
      stage.asked.push({ verb, body });
      const answer = stage.answers.shift();
      if (answer === undefined) throw new Error(`Nobody said what ${verb} answers.`);
      return answer;
    },
  },
});

const fakePools = (stage: FakeStage): PoolTable => {
  const codesOf = (launch: string, pool: string): Set<string> => {
    const codes = stage.pools.get(`${launch}/${pool}`) ?? new Set<string>();
    stage.pools.set(`${launch}/${pool}`, codes);
    return codes;
  };
  const look: PoolTable['look'] = async (launch, pool, code) => {
    const owner = [...stage.pools].find(([, codes]) => codes.has(plainCode(code)))?.[0];
    if (owner === undefined) return 'added';
    return owner === `${launch}/${pool}` ? 'known' : 'another';
  };
  return {
    look,
    add: async (launch, pool, code) => {
      const end = await look(launch, pool, code);
      if (end === 'added') codesOf(launch, pool).add(plainCode(code));
      return end;
    },
    standing: async (launch, pool) => {
      const codes = [...codesOf(launch, pool)];
      return { added: codes.length, left: codes.filter((code) => !stage.given.has(code)).length };
    },
  };
};

/** Runs one command against the stage; without a stage AWS does not answer, without answers nobody is at the terminal. */
export const runTandem = async (
  cwd: string,
  argv: readonly string[],
  stage?: FakeStage,
  answers?: (question: string) => string,
) => {
  const out: string[] = [];
  const err: string[] = [];
  const io: CliIo = {
    cwd,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    connect: async () => {
      if (stage === undefined) throw new EnvironmentError('AWS does not answer.');
      return services(stage);
    },
    wait: async (milliseconds) => {
      stage?.steps.push(`wait ${milliseconds}`);
    },
    environment: (name) => stage?.environment.get(name),
    post: async (url, body) => {
      stage?.posted.push({ url, body });
      return stage?.postAnswer ?? 'nothing';
    },
    now: () => new Date('2026-11-20T12:00:00.000Z'),
    by: 'ada',
    gitEmail: () => stage?.gitEmail,
    ask: answers && (async (question) => answers(question)),
    askPrivately: async (question) => answers?.(question) ?? '',
    deployer: async () => fakeDeployer({ deployed: stage?.deployed ?? new Map(), ...stage?.deployments }),
    edge: () => edgeCode,
    preview: () => previewCode,
  };
  const code = await runCli(argv, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
};
