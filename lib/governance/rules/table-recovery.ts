import { type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import type { ConstructRule } from './rule';

interface Replica {
  readonly pointInTimeRecoverySpecification?: { readonly pointInTimeRecoveryEnabled?: boolean };
  readonly sseSpecification?: { readonly kmsMasterKeyId?: unknown };
}

/** Every replica of a table can be put back to any second of the last 35 days and has a customer managed key. cdk-nag knows no global tables, and asks for no key. */
export const tableRecovery: ConstructRule = {
  id: 'table-recovery',
  severity: 'fatal',
  what: 'Every table has point-in-time recovery and a customer managed key.',
  why: 'Customers cannot be asked for their data and consents again.',
  fix: 'Make the table with the governed-table block.',
  check: (resource) => {
    const replicas = replicasOf(resource);
    if (replicas === undefined) return 'not-applicable';
    const missing = [
      replicas.every((one) => one.pointInTimeRecoverySpecification?.pointInTimeRecoveryEnabled === true)
        ? []
        : ['point-in-time recovery'],
      replicas.every((one) => one.sseSpecification?.kmsMasterKeyId !== undefined) ? [] : ['customer managed key'],
    ].flat();
    return missing.length === 0 ? 'compliant' : { finding: `no ${missing.join(' and no ')}` };
  },
};

/** A table of one region is its own only replica. */
const replicasOf = (resource: CfnResource): readonly Replica[] | undefined => {
  if (resource instanceof CfnGlobalTable) return Stack.of(resource).resolve(resource.replicas);
  if (!(resource instanceof CfnTable)) return undefined;
  const { pointInTimeRecoverySpecification, sseSpecification } = resource;
  return [Stack.of(resource).resolve({ pointInTimeRecoverySpecification, sseSpecification })];
};
