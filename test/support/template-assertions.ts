import type { Template } from 'aws-cdk-lib/assertions';

type Resource = { readonly Type: string; readonly Properties?: Record<string, unknown> } & Record<string, unknown>;

const resources = (template: Template, type?: string): readonly (readonly [string, Resource])[] =>
  Object.entries((template.toJSON() as { Resources: Record<string, Resource> }).Resources).filter(
    ([, { Type }]) => type === undefined || Type === type,
  );

/** Properties of every resource of a type; at least one, so that nothing is asserted of nothing. */
export const propertiesOf = (template: Template, type: string): readonly Record<string, unknown>[] => {
  const found = resources(template, type).map(([, { Properties = {} }]) => Properties);
  expect(found).not.toHaveLength(0);
  return found;
};

/** Statements of every managed policy. */
export const statementsOf = (template: Template) =>
  propertiesOf(template, 'AWS::IAM::ManagedPolicy').flatMap(
    ({ PolicyDocument }) => (PolicyDocument as { Statement: Record<string, unknown>[] }).Statement,
  );

/** No role may do whole families of actions. */
export const assertNoWildcardActions = (template: Template): void => {
  const wild = statementsOf(template).flatMap(({ Action }) =>
    [Action].flat().filter((one) => String(one).includes('*')),
  );
  expect(wild).toEqual([]);
};

/** Roles have customer managed policies only. */
export const assertNoInlinePolicy = (template: Template): void => {
  template.resourceCountIs('AWS::IAM::Policy', 0);
  for (const role of propertiesOf(template, 'AWS::IAM::Role')) {
    expect(role).not.toHaveProperty('Policies');
    expect(role).not.toHaveProperty('ManagedPolicyArns');
  }
};

const policiesOf = (template: Template, type: string) =>
  resources(template, type).map(([, { DeletionPolicy, UpdateReplacePolicy }]) => [DeletionPolicy, UpdateReplacePolicy]);

/** Resources of a type stay when the stack goes. */
export const assertRetained = (template: Template, type: string): void => {
  expect(propertiesOf(template, type).length).toBeGreaterThan(0);
  expect(new Set(policiesOf(template, type).flat())).toEqual(new Set(['Retain']));
};

/** Resources of a type go with the stack. */
export const assertDestroyed = (template: Template, type: string): void => {
  expect(propertiesOf(template, type).length).toBeGreaterThan(0);
  expect(policiesOf(template, type).flat()).not.toContain('Retain');
};

/** Every alarm tells somebody, when it starts and when it ends. */
export const assertAlarmsTell = (template: Template): void => {
  for (const alarm of propertiesOf(template, 'AWS::CloudWatch::Alarm')) {
    expect(alarm.AlarmActions).toHaveLength(1);
    expect(alarm.OKActions).toHaveLength(1);
  }
};

/** Nothing joins the stack to another but parameters that it reads when it is deployed. */
export const assertJoinedByParametersOnly = (template: Template): void => {
  const text = JSON.stringify(template.toJSON());
  for (const joint of ['Fn::ImportValue', 'Fn::GetStackOutput', '"Export"']) expect(text).not.toContain(joint);
};
