import { CfnDeletionPolicy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { tableRetained } from '../../../../lib/governance/rules/table-retained';
import { testApp } from '../../../support/stage';

const KEYS = { keySchema: [{ attributeName: 'pk', keyType: 'HASH' }] };
const protectedStack = () => new Stack(testApp(), 'Stack', { terminationProtection: true });

const globalTable = (scope: Stack, ...protection: (boolean | undefined)[]) =>
  new CfnGlobalTable(scope, 'Table', {
    ...KEYS,
    replicas: protection.map((one, index) => ({
      region: `region-${index}`,
      ...(one === undefined ? {} : { deletionProtectionEnabled: one }),
    })),
  });

describe('table-retained', () => {
  it('accepts tables of both kinds that stay', () => {
    const scope = protectedStack();
    const table = new CfnTable(scope, 'Plain', { ...KEYS, deletionProtectionEnabled: true });
    const global = globalTable(scope, true, true);
    for (const one of [table, global]) {
      one.applyRemovalPolicy(RemovalPolicy.RETAIN);
      expect(tableRetained.check(one)).toBe('compliant');
    }
    global.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    expect(tableRetained.check(global)).toBe('compliant');
  });

  it('finds a table that goes with its stack, or when it is replaced', () => {
    const table = globalTable(protectedStack(), true);
    expect(tableRetained.check(table)).toEqual({
      finding: 'no DeletionPolicy: Retain and no UpdateReplacePolicy: Retain',
    });
    table.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    table.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
    expect(tableRetained.check(table)).toEqual({ finding: 'no UpdateReplacePolicy: Retain' });
  });

  it.each([[[]], [[undefined]], [[true, false]]])(
    'finds a table of which a replica can be deleted: %j',
    (protection) => {
      const table = globalTable(protectedStack(), ...protection);
      table.applyRemovalPolicy(RemovalPolicy.RETAIN);
      expect(tableRetained.check(table)).toEqual({ finding: 'no deletion protection' });
    },
  );

  it('concerns neither stages that are not protected nor other resources', () => {
    expect(tableRetained.check(globalTable(new Stack(testApp(), 'Stack'), false))).toBe('not-applicable');
    expect(tableRetained.check(new CfnQueue(protectedStack(), 'Queue'))).toBe('not-applicable');
  });
});
