import { Stack } from 'aws-cdk-lib';
import { CfnGlobalTable, type CfnGlobalTableProps, CfnTable, type CfnTableProps } from 'aws-cdk-lib/aws-dynamodb';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { tableRecovery } from '../../../../lib/governance/rules/table-recovery';
import { testApp } from '../../../support/stage';

const RECOVERED = { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } };
const ENCRYPTED = { sseSpecification: { kmsMasterKeyId: 'key' } };

const check = (...replicas: Partial<CfnGlobalTable.ReplicaSpecificationProperty>[]) => {
  const props: CfnGlobalTableProps = {
    keySchema: [{ attributeName: 'pk', keyType: 'HASH' }],
    replicas: replicas.map((replica, index) => ({ region: `region-${index}`, ...replica })),
  };
  return tableRecovery.check(new CfnGlobalTable(new Stack(testApp(), 'Stack'), 'Table', props));
};

const checkOne = (props: Partial<CfnTableProps>) =>
  tableRecovery.check(
    new CfnTable(new Stack(testApp(), 'Stack'), 'Table', {
      keySchema: [{ attributeName: 'pk', keyType: 'HASH' }],
      ...props,
    }),
  );

describe('table-recovery', () => {
  it('accepts a table that can be put back and has its own key', () => {
    expect(check({ ...RECOVERED, ...ENCRYPTED })).toBe('compliant');
  });

  it.each([
    { case: 'neither', replicas: [{}], finding: 'no point-in-time recovery and no customer managed key' },
    { case: 'no recovery', replicas: [ENCRYPTED], finding: 'no point-in-time recovery' },
    { case: 'no key', replicas: [RECOVERED], finding: 'no customer managed key' },
    {
      case: 'one replica without recovery',
      replicas: [{ ...RECOVERED, ...ENCRYPTED }, ENCRYPTED],
      finding: 'no point-in-time recovery',
    },
  ])('finds a table with $case', ({ replicas, finding }) => {
    expect(check(...replicas)).toEqual({ finding });
  });

  it('judges a table of one region by the same', () => {
    const sseSpecification = { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId: 'key' };
    expect(checkOne({ ...RECOVERED, sseSpecification })).toBe('compliant');
    expect(checkOne({ ...RECOVERED, sseSpecification: { sseEnabled: true } })).toEqual({
      finding: 'no customer managed key',
    });
    expect(checkOne({})).toEqual({ finding: 'no point-in-time recovery and no customer managed key' });
  });

  it('does not concern other resources', () => {
    expect(tableRecovery.check(new CfnQueue(new Stack(testApp(), 'Stack'), 'Queue'))).toBe('not-applicable');
  });
});
