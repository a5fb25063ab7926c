import { Stack } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { ConstructRule } from './rule';

/** Logs can be read by whom the key admits only, and end. */
export const logGroupKept: ConstructRule = {
  id: 'log-group-kept',
  severity: 'fatal',
  what: 'Every log group has a customer managed key and a retention.',
  why: 'Logs tell what the platform does for whom; what never ends is kept longer than any purpose asks for.',
  fix: 'Give the log group the logs key and the retention of the stage, as the governed-function block does.',
  check: (resource) => {
    if (!(resource instanceof CfnLogGroup)) return 'not-applicable';
    const { kmsKeyId, retentionInDays } = resource;
    const has = (value: unknown): boolean => Stack.of(resource).resolve(value) !== undefined;
    const missing = [
      ...(has(kmsKeyId) ? [] : ['customer managed key']),
      ...(has(retentionInDays) ? [] : ['retention']),
    ];
    return missing.length === 0 ? 'compliant' : { finding: `no ${missing.join(' and no ')}` };
  },
};
