import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

/** What an observation of a vendor counted, by verdict. Times are ISO 8601. */
export interface Observed {
  readonly verdict: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** Keys of vendors, and what the receiver noted about their use. */
export interface VendorKeys {
  /** A secret's text by its name below `vendor/`; undefined where there is none. */
  readonly read: (secret: string) => Promise<string | undefined>;
  readonly write: (secret: string, text: string) => Promise<void>;
  /** Names, below `vendor/`, of all secrets of the stage. */
  readonly list: () => Promise<readonly string[]>;
  /** Key id -> when it last verified a webhook. */
  readonly lastUsed: (vendor: string) => Promise<ReadonlyMap<string, string>>;
  readonly observed: (vendor: string) => Promise<readonly Observed[]>;
}

interface VendorKeysDeps {
  readonly region: string;
  /** `/<prefix>/<stage>`. */
  readonly path: string;
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Longest list of rows of one vendor that anybody looks at: its keys and its verdicts. */
const MOST_ROWS = 200;

/** The keys of a stage; every call opens and closes its own connection. */
export const createVendorKeys = ({ region, path, client, table }: VendorKeysDeps): VendorKeys => {
  const prefix = `${path.slice(1)}/vendor/`;
  const secrets = async <T>(work: (manager: SecretsManagerClient) => Promise<T>): Promise<T> => {
    const manager = new SecretsManagerClient({ region, maxAttempts: 3 });
    return work(manager).finally(() => manager.destroy());
  };
  const rows = async (vendor: string, kind: 'KEY#' | 'SEEN#') => {
    const { Items: items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
        ExpressionAttributeValues: { ':pk': `HOOK#${vendor}`, ':kind': kind },
        ConsistentRead: true,
        Limit: MOST_ROWS,
      }),
    );
    return items.map((item) => ({ ...item, name: String(item.sk).slice(kind.length) }) as Record<string, unknown>);
  };
  return {
    read: (secret) =>
      secrets(async (manager) => {
        try {
          return (await manager.send(new GetSecretValueCommand({ SecretId: `${prefix}${secret}` }))).SecretString;
        } catch (error) {
          if (error instanceof ResourceNotFoundException) return undefined;
          throw error;
        }
      }),
    write: (secret, text) =>
      secrets(async (manager) => {
        await manager.send(new PutSecretValueCommand({ SecretId: `${prefix}${secret}`, SecretString: text }));
      }),
    list: () => secrets((manager) => namesBelow(manager, prefix)),
    lastUsed: async (vendor) =>
      new Map((await rows(vendor, 'KEY#')).map((row) => [String(row.name), String(row.last)])),
    observed: async (vendor) =>
      (await rows(vendor, 'SEEN#')).map((row) => ({
        verdict: String(row.name),
        count: Number(row.count),
        first: String(row.first),
        last: String(row.last),
      })),
  };
};

const namesBelow = async (manager: SecretsManagerClient, prefix: string): Promise<readonly string[]> => {
  const names: string[] = [];
  let next: string | undefined;
  do {
    const page = await manager.send(
      new ListSecretsCommand({
        Filters: [{ Key: 'name', Values: [prefix] }],
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    );
    names.push(...(page.SecretList ?? []).flatMap(({ Name: name = '' }) => (name.startsWith(prefix) ? [name] : [])));
    next = page.NextToken;
  } while (next !== undefined);
  return names.map((name) => name.slice(prefix.length));
};
