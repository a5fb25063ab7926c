import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  GetTemplateCommand,
  paginateDescribeStackResourceDrifts,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import type { ReadFact } from './customer-api';

/** A launch's stack, as CloudFormation has it. */
export interface LaunchStack {
  readonly launch: string;
  /** CloudFormation's word, for example `UPDATE_COMPLETE`. */
  readonly status: string;
  /** When it was last made or changed, ISO 8601. */
  readonly at: string;
}

/** A resource that is not as its stack made it. */
export interface ChangedResource {
  readonly id: string;
  readonly type: string;
  /** Paths of properties; empty where it is gone. */
  readonly properties: readonly string[];
}

/** The stacks of launches, read under the operator's own rights. */
export interface LaunchStacks {
  readonly list: () => Promise<readonly LaunchStack[]>;
  /** The template that was deployed; undefined where there is no such stack. */
  readonly template: (launch: string) => Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Rules of launches by name: `ENABLED` or `DISABLED`. */
  readonly ruleStates: () => Promise<ReadonlyMap<string, string>>;
  /** Asks CloudFormation to compare each resource with its template, and waits for it; undefined where there is no such comparison. */
  readonly drift: (launch: string) => Promise<readonly ChangedResource[] | undefined>;
  readonly close: () => void;
}

export interface LaunchStacksProps {
  readonly region: string;
  /** Start of the names of launch stacks. */
  readonly namesStart: string;
  readonly fact: ReadFact;
}

const POLL_MS = 1000;
const MOST_POLLS = 120;

const isUnknown = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);

/** Opens the launch stacks of a stage. */
export const createLaunchStacks = ({ region, namesStart, fact }: LaunchStacksProps): LaunchStacks => {
  const formation = new CloudFormationClient({ region, maxAttempts: 5 });
  const events = new EventBridgeClient({ region, maxAttempts: 3 });
  return {
    list: () => listStacks(formation, namesStart),
    template: async (launch) => {
      try {
        const asked = { StackName: `${namesStart}${launch}`, TemplateStage: 'Original' } as const;
        const { TemplateBody: text = '{}' } = await formation.send(new GetTemplateCommand(asked));
        return JSON.parse(text) as Readonly<Record<string, unknown>>;
      } catch (error) {
        if (isUnknown(error)) return undefined;
        throw error;
      }
    },
    ruleStates: async () => listRules(events, await fact('bus-name'), namesStart),
    drift: (launch) => detectDrift(formation, `${namesStart}${launch}`),
    close: () => {
      formation.destroy();
      events.destroy();
    },
  };
};

const listStacks = async (client: CloudFormationClient, namesStart: string): Promise<readonly LaunchStack[]> => {
  const found: LaunchStack[] = [];
  for await (const { Stacks: stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName: name = '', StackStatus: status = '', CreationTime, LastUpdatedTime } of stacks) {
      if (!name.startsWith(namesStart) || status === 'DELETE_COMPLETE') continue;
      const at = (LastUpdatedTime ?? CreationTime ?? new Date(0)).toISOString();
      found.push({ launch: name.slice(namesStart.length), status, at });
    }
  }
  return found;
};

/** Answers of an AWS that knows nothing of the comparison, as the embedded one's may. */
const NOT_THERE = ['InvalidAction', 'UnknownOperation', 'UnknownOperationException', 'NotImplemented'];

const startDetection = async (client: CloudFormationClient, stack: string): Promise<string | undefined> => {
  try {
    return (await client.send(new DetectStackDriftCommand({ StackName: stack }))).StackDriftDetectionId;
  } catch (error) {
    if (error instanceof Error && NOT_THERE.includes(error.name)) return undefined;
    throw error;
  }
};

const listRules = async (
  client: EventBridgeClient,
  bus: string,
  start: string,
): Promise<ReadonlyMap<string, string>> => {
  const states = new Map<string, string>();
  let next: string | undefined;
  do {
    const asked = { EventBusName: bus, NamePrefix: start, ...(next === undefined ? {} : { NextToken: next }) };
    const { Rules: rules = [], NextToken: token } = await client.send(new ListRulesCommand(asked));
    for (const { Name: name, State: state } of rules) if (name !== undefined) states.set(name, state ?? '');
    next = token;
  } while (next !== undefined);
  return states;
};

const detectDrift = async (
  client: CloudFormationClient,
  stack: string,
): Promise<readonly ChangedResource[] | undefined> => {
  const id = await startDetection(client, stack);
  if (id === undefined) return undefined;
  const asked = new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: id });
  for (let poll = 0; ; poll += 1) {
    const { DetectionStatus: status, DetectionStatusReason: reason } = await client.send(asked);
    if (status === 'DETECTION_COMPLETE') break;
    if (status === 'DETECTION_FAILED') throw new Error(`CloudFormation could not compare ${stack}: ${reason ?? ''}`);
    if (poll === MOST_POLLS) throw new Error(`CloudFormation is still comparing ${stack}: ask again later.`);
    await sleep(POLL_MS);
  }
  const changed: ChangedResource[] = [];
  const only = {
    StackName: stack,
    StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'] as ('MODIFIED' | 'DELETED')[],
  };
  for await (const { StackResourceDrifts: drifts = [] } of paginateDescribeStackResourceDrifts({ client }, only)) {
    for (const {
      LogicalResourceId: logicalId = '',
      ResourceType: type = '',
      PropertyDifferences: differences = [],
    } of drifts) {
      changed.push({ id: logicalId, type, properties: differences.map(({ PropertyPath: path = '' }) => path) });
    }
  }
  return changed;
};
