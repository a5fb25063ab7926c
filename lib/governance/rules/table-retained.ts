import { CfnDeletionPolicy, type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import type { ConstructRule } from './rule';

/** A stack that is protected against deletion keeps its tables through whatever is deployed; other stages may lose theirs. */
export const tableRetained: ConstructRule = {
  id: 'table-retained',
  severity: 'fatal',
  what: 'In a protected stage every table is kept when its stack goes or replaces it, and cannot be deleted.',
  why: 'A renamed construct would otherwise delete the customers with the table.',
  fix: 'Make the table with the governed-table block.',
  check: (resource) => {
    if (!isTable(resource) || Stack.of(resource).terminationProtection !== true) return 'not-applicable';
    const { deletionPolicy, updateReplacePolicy } = resource.cfnOptions;
    const missing = [
      ...(isKept(deletionPolicy) ? [] : ['DeletionPolicy: Retain']),
      ...(updateReplacePolicy === CfnDeletionPolicy.RETAIN ? [] : ['UpdateReplacePolicy: Retain']),
      ...(isProtected(resource) ? [] : ['deletion protection']),
    ];
    return missing.length === 0 ? 'compliant' : { finding: `no ${missing.join(' and no ')}` };
  },
};

type Table = CfnGlobalTable | CfnTable;

const isTable = (resource: CfnResource): resource is Table =>
  resource instanceof CfnGlobalTable || resource instanceof CfnTable;

const isKept = (policy: CfnDeletionPolicy | undefined): boolean =>
  policy === CfnDeletionPolicy.RETAIN || policy === CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;

const isProtected = (table: Table): boolean => {
  const stack = Stack.of(table);
  if (table instanceof CfnTable) return stack.resolve(table.deletionProtectionEnabled) === true;
  const replicas = stack.resolve(table.replicas) as readonly { readonly deletionProtectionEnabled?: boolean }[];
  return replicas.length > 0 && replicas.every((one) => one.deletionProtectionEnabled === true);
};
