import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PersonView } from '../../../contracts/profile';
import { normalise } from '../../../lambdas/domain/normalise';
import type { PersonalValue } from '../../../lambdas/domain/ports/vault';
import { createReadView } from '../../../lambdas/domain/read-customer';
import { strandOf } from '../../../lambdas/domain/strand';
import { createAttempts } from '../../../lambdas/stores/attempts.dynamodb';
import { createCounterStore } from '../../../lambdas/stores/counters.dynamodb';
import { createDecisions } from '../../../lambdas/stores/decisions.dynamodb';
import { createLedgers } from '../../../lambdas/stores/ledgers.dynamodb';
import { realRetry } from '../../../lambdas/stores/pause';
import { createProfiles } from '../../../lambdas/stores/profiles.dynamodb';
import { createStrandReader } from '../../../lambdas/stores/profiles-erasure.dynamodb';
import type { Table } from '../../../lambdas/stores/table';
import { createVault } from '../../../lambdas/stores/vault.dynamodb';
import { createVaultReader } from '../../../lambdas/stores/vault-erasure.dynamodb';
import { createVendorLimits } from '../../../lambdas/stores/vendor-limits.dynamodb';
import { clientConfig } from '../../../local/foundation';
import type { Running } from '../../../local/run';

/** What a deployed platform has stored, read by the platform's own adapters. */
export type Stores = ReturnType<typeof openStores>;

export const openStores = ({ aws, foundation: { tables }, readSecret, workspace }: Running) => {
  const dynamo = new DynamoDBClient(clientConfig(aws));
  const client = DynamoDBDocumentClient.from(dynamo);
  const open = (table: string): Table => ({ client, table, now: () => new Date(), retry: realRetry });
  const profiles = createProfiles(open(tables.profiles));
  const strands = createStrandReader(open(tables.profiles));
  const vaultDeps = { ...open(tables.vault), vaultKey: () => readSecret('vault-key') };
  const vault = createVault(vaultDeps);
  const readView = createReadView(profiles);

  /** Token of a value; undefined where the vault has never seen it. */
  const tokenOf = (kind: PersonalValue['kind'], value: string): Promise<string | undefined> =>
    vault.findToken({ kind, value: normalise(kind, value) ?? value });

  const strandFor = async (type: string, value: string): Promise<string | undefined> => {
    const kind = workspace.identity.types.find((known) => known.type === type)?.kind;
    if (kind === undefined) throw new Error(`identity.yaml has no type "${type}".`);
    const token = await tokenOf(kind, value);
    return token === undefined ? undefined : strandOf({ type, token });
  };

  return {
    profiles,
    ...createDecisions(open(tables.engagement)),
    ...createAttempts(open(tables.engagement)),
    ...createCounterStore(open(tables.engagement)),
    ...createLedgers(open(tables.engagement)),
    loadCircuit: createVendorLimits(open(tables.control)).loadCircuit,
    valuesOf: vault.valuesOf,
    tokenOf,
    strandFor,
    /** Values that the vault keeps as an identifier's own. */
    ownedValues: async (kind: PersonalValue['kind'], value: string): Promise<readonly string[]> => {
      const { hashValue, readIndexed } = createVaultReader(vaultDeps);
      const { owned } = await readIndexed(await hashValue({ kind, value: normalise(kind, value) ?? value }));
      return [...(await vault.valuesOf(owned.map(({ token }) => token))).values()];
    },
    /** The person whom an identifier's value leads to. */
    viewOf: async (type: string, value: string): Promise<PersonView | undefined> => {
      const strand = await strandFor(type, value);
      return strand === undefined ? undefined : readView(strand);
    },
    consentLog: async (strand: string) => (await strands.readStrand(strand)).consentLog,
    close: () => dynamo.destroy(),
  };
};
