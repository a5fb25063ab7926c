import platform from '#platform';
import type { IdentityRules } from '../../../contracts/identity';
import { createEraseLateStrands } from '../../domain/late-strands';
import { wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createErasures } from '../../stores/erasures.dynamodb';
import { createProfileEraser } from '../../stores/profiles-erasure.dynamodb';
import { createReadSecret, createSecretsClient } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createVaultEraser } from '../../stores/vault-erasure.dynamodb';
import { valuesOf } from '../../stores/vault-rows';
import { createEraseLate } from './handler';

const counters = createCounters();
const readSecret = createReadSecret({
  client: createSecretsClient(),
  prefix: requiredEnv('SECRETS_PREFIX'),
  now: wallClock,
});
const profilesTable = openTable(requiredEnv('PROFILES_TABLE'));
const vaultTable = openTable(requiredEnv('VAULT_TABLE'));
const identity: IdentityRules = platform.identity;

/** Entry of the function. */
export const handler = withCounters(
  createEraseLate({
    eraseLateStrands: createEraseLateStrands(
      {
        ...createProfileEraser(profilesTable),
        ...createVaultEraser({ ...vaultTable, vaultKey: () => readSecret('vault-key') }),
        valuesOf: valuesOf(vaultTable),
        loadErasure: createErasures(vaultTable).loadErasure,
      },
      { kindOf: (type) => identity.types.find((one) => one.type === type)?.kind },
    ),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
