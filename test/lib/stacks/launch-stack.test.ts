import { inflateRawSync } from 'node:zlib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { LaunchDefinition } from '../../../contracts/decision';
import { launchName } from '../../../lib/blocks/channel-launch';
import { LAUNCH_TYPES } from '../../../lib/governance/launch-types';
import { LaunchStack } from '../../../lib/stacks/launch-stack';
import { localStage, testApp, testDefinition, testStage } from '../../support/stage';
import { assertAlarmsTell, assertJoinedByParametersOnly, propertiesOf } from '../../support/template-assertions';

const stackOf = (changes: Partial<LaunchDefinition> = {}, stage = testStage()) =>
  new LaunchStack(testApp(), { stage, definition: testDefinition(changes), costCentre: 'CC-2100' });
const templateOf = (changes: Partial<LaunchDefinition> = {}, stage = testStage()) =>
  Template.fromStack(stackOf(changes, stage));

const AT = { kind: 'at', at: '2026-11-27T14:00:00.000Z', clock: 'launch' } as const;

describe('a launch stack', () => {
  it('asks for a decision when its event happens, replays left out', () => {
    const template = templateOf();
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'tandem-prod-launch-autumn-coats',
      EventPattern: {
        source: ['tandem.resolved'],
        'detail-type': ['Store Entered'],
        'replay-name': [{ exists: false }],
      },
      Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
    });
    template.resourceCountIs('AWS::Scheduler::Schedule', 0);
    assertAlarmsTell(template);
  });

  it('asks for a decision when a customer enters its segment, and no other', () => {
    const trigger = { kind: 'event', event: 'Segment Entered', segment: 'frequent-shopper' } as const;
    templateOf({ trigger }).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['tandem.resolved'],
        'detail-type': ['Segment Entered'],
        detail: { properties: { segment: ['frequent-shopper'] } },
        'replay-name': [{ exists: false }],
      },
    });
  });

  it('starts at its time, by the one role that may', () => {
    const template = templateOf({ trigger: AT });
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Name: 'tandem-prod-launch-autumn-coats',
      State: 'ENABLED',
      ScheduleExpression: 'at(2026-11-27T14:00:00)',
      Target: {
        RoleArn: { Ref: Match.stringLikeRegexp('schedulerrolearn') },
        Input: JSON.stringify({ launch: 'autumn-coats', run: AT.at }),
        DeadLetterConfig: Match.anyValue(),
      },
    });
    template.resourceCountIs('AWS::Events::Rule', 0);
    assertAlarmsTell(template);
  });

  it('leaves its start to whoever sets the clock in stage local', () => {
    templateOf({ trigger: AT }, localStage()).hasResourceProperties('AWS::Scheduler::Schedule', { State: 'DISABLED' });
  });

  it('is its definition alone where a channel asks', () => {
    const template = templateOf({ trigger: { kind: 'ask' } });
    expect(Object.keys(template.findResources('AWS::SSM::Parameter'))).toHaveLength(2);
    expect(Object.keys((template.toJSON() as { Resources: object }).Resources)).toHaveLength(2);
  });

  it('carries its definition in as many parameters as it takes, each within the limit of AWS', () => {
    // Random text does not compress: about 20,000 characters of base64.
    const body = Array.from({ length: 15_000 }, (_, index) =>
      String.fromCharCode(33 + (((index * index * 31 + index * 17) % 8999) + 161)),
    ).join('');
    const definition = testDefinition({ offers: [{ id: 'long', copy: { en: { headline: 'Long', body } } }] });
    const parameters = propertiesOf(templateOf({ offers: definition.offers }), 'AWS::SSM::Parameter');
    const parts = parameters
      .filter(({ Name }) => String(Name).includes('/definition/'))
      .sort((a, b) => Number(String(a.Name).split('/').at(-1)) - Number(String(b.Name).split('/').at(-1)))
      .map(({ Value }) => String(Value));
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4096);
    expect(JSON.parse(inflateRawSync(Buffer.from(parts.join(''), 'base64')).toString())).toEqual(definition);
    expect(parameters).toContainEqual(
      expect.objectContaining({ Name: '/tandem/prod/launches/autumn-coats/hash', Value: definition.hash }),
    );
  });

  it('holds allowed types only and is joined to the foundation by parameters', () => {
    for (const template of [templateOf(), templateOf({ trigger: AT })]) {
      const { Resources } = template.toJSON() as { Resources: Record<string, { Type: string }> };
      for (const { Type } of Object.values(Resources)) expect(LAUNCH_TYPES).toContain(Type);
      assertJoinedByParametersOnly(template);
    }
  });

  it('keeps nothing when it goes', () => {
    const { Resources } = templateOf().toJSON() as { Resources: Record<string, Record<string, unknown>> };
    for (const resource of Object.values(Resources)) expect(resource).not.toHaveProperty('DeletionPolicy', 'Retain');
  });

  it('is deployed by the second bootstrap', () => {
    expect(JSON.stringify(templateOf().toJSON())).toContain('/cdk-bootstrap/tandemlnch/version');
  });

  it('is tagged with launch, team, stage and the cost centre of the team', () => {
    expect(stackOf().tags.tagValues()).toEqual({
      'tandem:launch': 'autumn-coats',
      'tandem:team': 'retail-marketing',
      'tandem:stage': 'prod',
      'tandem:cost-centre': 'CC-2100',
    });
  });
});

describe('launchName', () => {
  it('ends long names in a mark of their own, so that they fit and stay apart', () => {
    const stage = testStage({}, 'production-north-europe');
    const names = ['a', 'b'].map((end) => launchName(stage, `launch-${'x'.repeat(32)}${end}`));
    expect(new Set(names).size).toBe(2);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(64);
      expect(name).toMatch(/^tandem-production-north-europe-launch-/);
    }
  });
});
