import { identity } from '#platform';
import { createEraseLateStrands } from '../../domain/late-strands';
import { kindsOf } from '../../domain/strand';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createErasures } from '../../stores/erasures.dynamodb';
import { createProfileEraser } from '../../stores/profiles-erasure.dynamodb';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createVaultEraser } from '../../stores/vault-erasure.dynamodb';
import { valuesOf } from '../../stores/vault-rows';
import { createEraseLate } from './handler';

const counters = createCounters();
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));
const profilesTable = openTable(requiredEnv('PROFILES_TABLE'));
const vaultTable = openTable(requiredEnv('VAULT_TABLE'));

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
      { kindOf: kindsOf(identity) },
    ),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
