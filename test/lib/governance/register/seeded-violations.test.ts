import { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secrets from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { parse } from 'csv-parse/sync';
import { findingsCsv, findingsOf, findingsSchema } from '../../../../lib/evidence/findings';
import { reportPage } from '../../../../lib/evidence/report/report';
import { packsOf } from '../../../../lib/governance/packs';
import { canonicalJson } from '../../../../lib/governance/register/canonical-json';
import { controlRegister } from '../../../../lib/governance/register/controls';
import { registerCsv } from '../../../../lib/governance/register/csv';
import { evaluatePack } from '../../../../lib/governance/register/evaluate-pack';
import { evaluateTandem } from '../../../../lib/governance/register/evaluate-tandem';
import { findingsSarif } from '../../../../lib/governance/register/findings-sarif';
import { buildRegister, type Evaluated } from '../../../../lib/governance/register/register';
import type { Register } from '../../../../lib/governance/register/schema';
import { constructRules } from '../../../../lib/governance/tandem-rules';
import { LaunchStack } from '../../../../lib/stacks/launch-stack';
import { ABOUT, evidenceOf, rowsIn } from '../../../support/report-evidence';
import { testApp, testDefinition, testStage, testVendor } from '../../../support/stage';

const ANYBODY = { Sid: 'Anybody', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const KEYS = { keySchema: [{ attributeName: 'pk', keyType: 'HASH' }] };

/** A stack in which everything is wrong, and a launch that holds a role. */
const wrong = () => {
  const app = testApp();
  const stack = new Stack(app, 'Wrong', { terminationProtection: true });
  new sqs.CfnQueue(stack, 'Queue');
  new sns.CfnTopic(stack, 'Topic');
  new sns.CfnSubscription(stack, 'Subscription', { topicArn: 'arn', protocol: 'https' });
  new kms.CfnKey(stack, 'Key', { keyPolicy: { Statement: [ANYBODY] } });
  new logs.CfnLogGroup(stack, 'Logs');
  new dynamodb.CfnGlobalTable(stack, 'Global', { ...KEYS, replicas: [{ region: 'us-east-1' }] });
  new dynamodb.CfnTable(stack, 'Table', KEYS);
  new s3.CfnBucket(stack, 'Bucket');
  new secrets.CfnSecret(stack, 'Secret');
  new cognito.CfnUserPool(stack, 'Pool');
  new events.CfnEventBusPolicy(stack, 'BusPolicy', { statementId: 'Anybody', statement: ANYBODY });
  new events.CfnRule(stack, 'Rule', { eventPattern: { detail: { who: ['jo@coats.example'] } } });
  new lambda.CfnFunction(stack, 'Function', {
    code: {},
    role: 'role',
    runtime: 'nodejs18.x',
    environment: { variables: { BUSINESS_CLOCK: 'control', SEND_TO: 'https://api.mailhub.example/send' } },
  });
  new lambda.CfnPermission(stack, 'Permission', {
    action: 'lambda:InvokeFunction',
    functionName: 'fn',
    principal: '*',
  });
  const policyDocument = { Statement: [{ Effect: 'Allow', Action: ['*', 's3:*'], Resource: '*' }] };
  new iam.CfnRole(stack, 'Role', {
    assumeRolePolicyDocument: {},
    managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    policies: [{ policyName: 'inline', policyDocument }],
  });
  new iam.CfnPolicy(stack, 'Policy', { policyName: 'policy', policyDocument, users: ['ada'] });
  const launch = new LaunchStack(app, { stage: testStage(), definition: testDefinition(), costCentre: 'CC-2100' });
  new iam.CfnRole(launch, 'Role', { assumeRolePolicyDocument: {} });
  return app;
};

const app = wrong();
const PACKS = ['AwsSolutions', 'NIST.800.53.R5', 'Serverless'].map((pack) => ({ pack, mode: 'enforced' as const }));
const rules = constructRules({ stage: 'prod', vendors: [testVendor()] });
const evaluated: readonly Evaluated[] = [
  { mode: 'enforced', evaluation: evaluateTandem(rules, app) },
  ...packsOf({ packs: PACKS }, 'enforced').map(
    (pack): Evaluated => ({ mode: 'enforced', evaluation: evaluatePack(pack, app) }),
  ),
];
const register = buildRegister({
  about: ABOUT,
  evaluated,
  waivers: [],
  leftOut: [],
});
const frameworks = controlRegister(register);
const findings = findingsOf(register, frameworks);
const open = register.rows.filter(({ outcome }) => outcome !== 'compliant');

describe('seeded violations', () => {
  it('are of forty kinds and more, every rule of our own on resources among them', () => {
    const kinds = new Set(open.map(({ rule }) => rule));
    expect(kinds.size).toBeGreaterThanOrEqual(40);
    expect([...kinds].filter((rule) => rule.startsWith('Tandem-'))).toHaveLength(rules.length);
  });

  it('fail the register, all but warnings', () => {
    const errors = open.filter(({ level }) => level !== 'warning');
    expect(register.verdict.failing.sort()).toEqual(errors.map(({ key }) => key).sort());
    expect(register.verdict.warnings).toBe(open.length - errors.length);
  });

  it('appear in every format under the same key, with the same rule and place', () => {
    const lines = (rows: readonly { key: string; rule: string; path: string }[]) =>
      rows.map(({ key, rule, path }) => `${key} ${rule} ${path}`).sort();
    const expected = lines(open);
    const inRegister = parse(registerCsv(register), { columns: true }) as Register['rows'];
    expect(lines(inRegister.filter(({ outcome }) => outcome !== 'compliant'))).toEqual(expected);
    expect(lines(findingsSchema.parse(JSON.parse(canonicalJson(findings))).findings)).toEqual(expected);
    expect(lines(parse(findingsCsv(findings), { columns: true }))).toEqual(expected);
    const { runs } = JSON.parse(canonicalJson(findingsSarif(register, []))) as {
      runs: { results: { ruleId: string; partialFingerprints: Record<string, string>; locations: Place[] }[] }[];
    };
    const inSarif = runs.flatMap(({ results }) => results);
    expect(
      lines(
        inSarif.map(({ ruleId, partialFingerprints, locations: [place] }) => ({
          key: partialFingerprints['tandemKey/v1'] ?? 'none',
          rule: ruleId,
          path: place?.logicalLocations[0]?.fullyQualifiedName ?? 'none',
        })),
      ),
    ).toEqual(expected);
  });

  it('appear in the report under the same key, in its tables and in its rows', async () => {
    const page = reportPage(evidenceOf(register));
    const expected = open.map(({ key, rule, path }) => `${key} ${rule} ${path}`).sort();
    const inRows = (await rowsIn(page)).filter(({ outcome }) => outcome !== 'compliant');
    expect(inRows.map(({ key, rule, path }) => `${key} ${rule} ${path}`).sort()).toEqual(expected);
    const written = new Set([...page.matchAll(/<th scope="row"><code>([0-9a-f]{16})<\/code>/g)].map(([, key]) => key));
    expect([...written].sort()).toEqual(open.map(({ key }) => key).sort());
  });

  it('leave no evidence of the controls that they break', () => {
    const broken = new Set(open.map(({ rule }) => rule));
    const touched = frameworks
      .flatMap(({ controls }) => controls)
      .filter(({ mappings }) => mappings.some(({ rule }) => broken.has(rule)));
    expect(touched.length).toBeGreaterThan(0);
    expect(touched.filter(({ status }) => status !== 'no-evidence')).toEqual([]);
  });
});

interface Place {
  readonly logicalLocations: { readonly fullyQualifiedName: string }[];
}
