import { CfnDeletionPolicy, type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { ConstructRule } from './rule';

/** What a bucket of records must refuse to everybody. */
const DELETES = ['s3:DeleteObject', 's3:DeleteObjectVersion'];

/** The platform's buckets hold records and nothing else: nobody may delete from one, and a protected stage locks what is in it. */
export const trailKept: ConstructRule = {
  id: 'trail-kept',
  severity: 'fatal',
  what: 'Every bucket refuses deletes to everybody; in a protected stage it is kept, and what is in it is locked in compliance mode.',
  why: 'An audit trail that somebody can delete from proves nothing, least of all about that somebody.',
  fix: 'Make the bucket with the trail-bucket block.',
  check: (resource) => {
    if (!(resource instanceof CfnBucket)) return 'not-applicable';
    const faults = [
      ...(refusesDeletes(resource) ? [] : ['no refusal of deletes to everybody']),
      ...(Stack.of(resource).terminationProtection === true ? protectionFaults(resource) : []),
    ];
    return faults.length === 0 ? 'compliant' : { finding: faults.join(' and ') };
  },
};

const protectionFaults = (bucket: CfnBucket): readonly string[] => {
  const { deletionPolicy, updateReplacePolicy } = bucket.cfnOptions;
  const kept = [deletionPolicy, updateReplacePolicy].every(
    (policy) => policy === CfnDeletionPolicy.RETAIN || policy === CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE,
  );
  return [
    ...(kept ? [] : ['no DeletionPolicy and UpdateReplacePolicy: Retain']),
    ...(isLocked(bucket) ? [] : ['no Object Lock in compliance mode']),
  ];
};

interface Lock {
  readonly rule?: {
    readonly defaultRetention?: { readonly mode?: string; readonly days?: number; readonly years?: number };
  };
}

const isLocked = (bucket: CfnBucket): boolean => {
  const { rule } = (Stack.of(bucket).resolve(bucket.objectLockConfiguration) ?? {}) as Lock;
  const { mode, days = 0, years = 0 } = rule?.defaultRetention ?? {};
  return bucket.objectLockEnabled === true && mode === 'COMPLIANCE' && days + years > 0;
};

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Condition?: unknown;
}

const refusesDeletes = (bucket: CfnBucket): boolean => {
  const refused = statementsOn(bucket)
    .filter(
      ({ Effect, Principal, Condition }) => Effect === 'Deny' && isEverybody(Principal) && Condition === undefined,
    )
    .flatMap(({ Action = [] }) => Action);
  return DELETES.every((action) => refused.includes(action));
};

const isEverybody = (principal: unknown): boolean =>
  principal === '*' || JSON.stringify(principal) === JSON.stringify({ AWS: '*' });

const statementsOn = (bucket: CfnResource): readonly Statement[] => {
  const stack = Stack.of(bucket);
  const policies = stack.node.findAll().filter((construct) => construct instanceof CfnBucketPolicy);
  const own = policies.filter((policy) => isSame(stack.resolve(policy.bucket), stack.resolve(bucket.ref)));
  return own.flatMap((policy) => {
    const document = stack.resolve(policy.policyDocument) as { readonly Statement?: readonly Statement[] };
    return document.Statement ?? [];
  });
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
