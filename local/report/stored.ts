import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Decision } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import type { PersonState } from '../../contracts/profile';
import { decode } from '../../lambdas/stores/codec';
import { DECISION_DICTIONARIES } from '../../lambdas/stores/decision-dictionary';
import type { EmbeddedAws } from '../embedded-aws';
import { clientConfig, type Foundation } from '../foundation';

/** An attempt of the gateway to deliver a message, as it is kept. */
export interface StoredAttempt {
  readonly messageId: string;
  readonly decisionId: string;
  readonly state: string;
  readonly reason?: string;
}

/** What the stores hold after a run. */
export interface Stored {
  /** `<source>#<messageId>` of every applied event. */
  readonly events: ReadonlySet<string>;
  readonly eventNames: Readonly<Record<string, number>>;
  readonly people: readonly PersonState[];
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly attempts: readonly StoredAttempt[];
  /** Sums over all shards: launch -> counter -> value. */
  readonly counters: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

type Item = Readonly<Record<string, unknown>>;

/** Reads the profile and engagement tables through the API, page by page. */
export const readStored = async (aws: EmbeddedAws, { tables }: Foundation): Promise<Stored> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(aws)));
  const events = new Set<string>();
  const eventNames: Record<string, number> = {};
  const people: PersonState[] = [];
  for await (const { sk, body } of itemsOf(client, tables.profiles)) {
    if (sk === 'VIEW') people.push(decode<PersonState>(body));
    if (!String(sk).startsWith('EVT#')) continue;
    events.add(String(sk).slice('EVT#'.length));
    const { event } = eventIn(body);
    eventNames[event] = (eventNames[event] ?? 0) + 1;
  }
  const decisions = new Map<string, Decision>();
  const attempts: StoredAttempt[] = [];
  const counters = new Map<string, Record<string, number>>();
  for await (const item of itemsOf(client, tables.engagement)) {
    if (item.sk === 'DECISION') {
      const dictionary = DECISION_DICTIONARIES[Number(item.dictionary)];
      const { decision } = decode<{ decision: Decision }>(item.body, dictionary);
      decisions.set(decision.decisionId, decision);
    }
    if (item.sk === 'ATTEMPT') attempts.push(item as unknown as StoredAttempt);
    if (item.sk === 'COUNTERS') addCounters(counters, item);
  }
  client.destroy();
  return { events, eventNames, people, decisions, attempts, counters };
};

async function* itemsOf(client: DynamoDBDocumentClient, table: string): AsyncGenerator<Item> {
  for await (const page of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
    yield* page.Items ?? [];
}

const eventIn = (body: unknown): { readonly event: string } => ({ event: decode<BusEvent>(body).detailType });

const addCounters = (counters: Map<string, Record<string, number>>, item: Item): void => {
  const launch = String(item.pk).split('#')[1] ?? '';
  const sums = counters.get(launch) ?? {};
  counters.set(launch, sums);
  for (const [name, value] of Object.entries(item)) {
    if (typeof value === 'number') sums[name] = (sums[name] ?? 0) + value;
  }
};
