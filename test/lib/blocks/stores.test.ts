import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ControlStore } from '../../../lib/blocks/control-store';
import { EngagementStore } from '../../../lib/blocks/engagement-store';
import { GovernedFunction } from '../../../lib/blocks/governed-function';
import { PiiVault } from '../../../lib/blocks/pii-vault';
import { ProfileStore } from '../../../lib/blocks/profile-store';
import { blockFixture, localStage, testStage } from '../../support/stage';
import { assertDestroyed, assertRetained, propertiesOf, statementsOf } from '../../support/template-assertions';

const STORES = { profiles: ProfileStore, vault: PiiVault, engagement: EngagementStore, control: ControlStore };

const fixture = (stage = testStage()) => {
  const { stack, context } = blockFixture(stage);
  const fn = new GovernedFunction(stack, 'Fn', { context, handler: 'offer-api', timeout: Duration.seconds(10) });
  return { stack, context, fn };
};

/** Actions on tables, with the partition keys they are held to. */
const tableGrants = (template: Template) =>
  statementsOf(template).flatMap(({ Action, Condition }) => {
    const actions = [Action].flat().filter((one) => String(one).startsWith('dynamodb:'));
    const keys = (Condition as { 'ForAllValues:StringLike'?: { 'dynamodb:LeadingKeys': string[] } } | undefined)?.[
      'ForAllValues:StringLike'
    ]?.['dynamodb:LeadingKeys'];
    return actions.length === 0 ? [] : [{ actions, keys }];
  });

describe.each(Object.entries(STORES))('the %s store', (name, Store) => {
  const template = (stage = testStage()) => {
    const { stack, context } = fixture(stage);
    new Store(stack, 'Store', context);
    return Template.fromStack(stack);
  };

  it('has its own key, recovery and time to live', () => {
    const made = template();
    made.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TableName: `tandem-prod-${name}`,
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
    const [table] = propertiesOf(made, 'AWS::DynamoDB::GlobalTable');
    expect(table?.Replicas).toEqual([
      expect.objectContaining({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { KMSMasterKeyId: expect.anything() },
        DeletionProtectionEnabled: true,
      }),
    ]);
    made.hasResourceProperties('AWS::KMS::Alias', { AliasName: `alias/tandem-prod-${name}` });
  });

  it('stays where the stage is protected and goes where it is not', () => {
    assertRetained(template(), 'AWS::DynamoDB::GlobalTable');
    assertDestroyed(template(localStage()), 'AWS::DynamoDB::GlobalTable');
  });

  it('has a stream only where it is an outbox', () => {
    const [table] = propertiesOf(template(), 'AWS::DynamoDB::GlobalTable');
    expect(table?.StreamSpecification).toEqual(
      ['profiles', 'control'].includes(name) ? { StreamViewType: 'NEW_AND_OLD_IMAGES' } : undefined,
    );
  });
});

describe('grants', () => {
  it('let the edge write values but never read one', () => {
    const { stack, context, fn } = fixture();
    new PiiVault(stack, 'Vault', context).grantTokenise(fn);
    expect(tableGrants(Template.fromStack(stack))).toEqual([
      {
        // An erased value's row is looked at in the same transaction, and given to whoever comes back later.
        actions: ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
        keys: ['H#*'],
      },
      { actions: ['dynamodb:PutItem'], keys: ['H#*', 'T#*'] },
      { actions: ['dynamodb:PutItem'], keys: ['Q#*', 'QI#*'] },
    ]);
  });

  it('let the gateway read values and nothing else of the vault', () => {
    const { stack, context, fn } = fixture();
    new PiiVault(stack, 'Vault', context).grantReadValues(fn);
    expect(tableGrants(Template.fromStack(stack))).toEqual([{ actions: ['dynamodb:BatchGetItem'], keys: ['T#*'] }]);
  });

  it('tell the function the table', () => {
    const { stack, context, fn } = fixture();
    new ProfileStore(stack, 'Profiles', context).grantReadViews(fn);
    const [made] = propertiesOf(Template.fromStack(stack), 'AWS::Lambda::Function');
    expect(made?.Environment).toMatchObject({ Variables: { PROFILES_TABLE: expect.anything() } });
  });

  it('give business time to be set in stage local only', () => {
    const clockOf = (stage = testStage()) => {
      const { stack, context, fn } = fixture(stage);
      new ControlStore(stack, 'Control', context).useBusinessClock(fn);
      const template = Template.fromStack(stack);
      const [made = {}] = propertiesOf(template, 'AWS::Lambda::Function');
      const { Variables } = made.Environment as { Variables: Record<string, unknown> };
      return { clock: Variables.BUSINESS_CLOCK, grants: tableGrants(template) };
    };
    expect(clockOf()).toEqual({ clock: 'wall', grants: [] });
    expect(clockOf(localStage())).toEqual({
      clock: 'control',
      grants: [{ actions: ['dynamodb:GetItem'], keys: ['CLOCK'] }],
    });
  });
});
