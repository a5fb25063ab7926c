import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createErasureReports, createErasures } from '../../stores/erasures.dynamodb';
import { openTable } from '../../stores/table';
import { createNoteErasure } from './handler';

const vault = openTable(requiredEnv('VAULT_TABLE'));

/** Entry of the function. */
export const handler = createNoteErasure({
  loadErasure: createErasures(vault).loadErasure,
  noteReport: createErasureReports(vault).noteReport,
  log: createLogger(),
});
