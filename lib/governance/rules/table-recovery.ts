import { Stack } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import type { ConstructRule } from './rule';

interface Replica {
  readonly pointInTimeRecoverySpecification?: { readonly pointInTimeRecoveryEnabled?: boolean };
  readonly sseSpecification?: { readonly kmsMasterKeyId?: unknown };
}

/** Every replica of a table can be put back to any second of the last 35 days and has a customer managed key. cdk-nag knows no global tables. */
export const tableRecovery: ConstructRule = {
  id: 'table-recovery',
  severity: 'fatal',
  what: 'Every table has point-in-time recovery and a customer managed key.',
  why: 'Customers cannot be asked for their data and consents again.',
  fix: 'Make the table with the governed-table block.',
  check: (resource) => {
    if (!(resource instanceof CfnGlobalTable)) return 'not-applicable';
    const replicas = Stack.of(resource).resolve(resource.replicas) as readonly Replica[];
    const missing = [
      replicas.every((one) => one.pointInTimeRecoverySpecification?.pointInTimeRecoveryEnabled === true)
        ? []
        : ['point-in-time recovery'],
      replicas.every((one) => one.sseSpecification?.kmsMasterKeyId !== undefined) ? [] : ['customer managed key'],
    ].flat();
    return missing.length === 0 ? 'compliant' : { finding: `no ${missing.join(' and no ')}` };
  },
};
