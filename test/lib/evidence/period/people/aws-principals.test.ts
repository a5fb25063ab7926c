import { personSchema } from '../../../../../contracts/person';
import type { CloudTrailEvent } from '../../../../../lib/evidence/period/cloud-trail';
import { awsPrincipals } from '../../../../../lib/evidence/period/people/aws-principals';
import { awsEvent, FROM, periodInput, sessionOf, TO } from '../../../../support/period-input';

const AT = '2026-11-10T09:00:00Z';
const tess = personSchema.parse({ person: 'tess', name: 'Tess', email: 'tess@coats.example', github: 'tess-coats' });
const HISTORY = { versions: [{ commit: 'c1', at: '2026-01-01T00:00:00.000Z', people: [tess] }], unreadable: [] };
const tableOf = (...events: readonly CloudTrailEvent[]) => awsPrincipals(periodInput([], events), HISTORY);
const by = (role: string, session: string, more: Readonly<Record<string, unknown>> = {}) =>
  awsEvent('RunInstances', AT, { eventID: role, userIdentity: sessionOf(role, session), ...more });

describe('who called AWS', () => {
  it.each(['tess', 'TESS@coats.example', 'tess-coats', 'aws-cdk-tess'])(
    'knows who answers for the session %s',
    (session) => {
      expect(tableOf(by('Operators', session)).rows[0]).toMatchObject({
        session: 'tess',
        answers: 'tess',
        exception: '',
      });
    },
  );

  it('finds a session that nobody answers for, and shows no address of staff', () => {
    const table = tableOf(by('Operators', 'ada@elsewhere.example'));
    expect(table.rows[0]).toMatchObject({
      session: 'ada',
      answers: null,
      exception: 'nobody in platform/teams.yaml answers for it',
    });
    expect(JSON.stringify(table)).not.toContain('elsewhere.example');
  });

  it('finds the owner of the account, and users', () => {
    const table = tableOf(
      awsEvent('RunInstances', AT, { userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' } }),
      awsEvent('CreateTags', AT, {
        userIdentity: { type: 'IAMUser', userName: 'old', arn: 'arn:aws:iam::1:user/old' },
      }),
    );
    expect(table.rows.map(({ kind, principal }) => [kind, principal])).toEqual([
      ['root', 'root'],
      ['user', 'old'],
    ]);
    expect(table.exceptions).toBe(2);
  });

  it('tells functions, the pipeline, the CDK and services by their kind, their sessions in one row', () => {
    const table = tableOf(
      by('tandem-prod-ingest-events', 'one'),
      by('tandem-prod-ingest-events', 'two'),
      by('tandem-prod-pipeline-plan', 'run-1'),
      by('cdk-tandemlnch-deploy-role-111122223333-us-east-1', 'cdk'),
      awsEvent('PutLogs', AT, { userIdentity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' } }),
    );
    expect(table.rows.map(({ kind, calls, session }) => [kind, calls, session])).toEqual([
      ['bootstrap', 1, null],
      ['pipeline', 1, null],
      ['platform', 2, null],
      ['service', 1, null],
    ]);
    expect(table.exceptions).toBe(0);
  });

  it('counts calls, changes and refusals of the period', () => {
    const table = tableOf(
      by('Operators', 'tess', { eventTime: '2026-10-31T23:59:59Z', eventID: 'a' }),
      by('Operators', 'tess', { eventTime: FROM, eventID: 'b', readOnly: true }),
      by('Operators', 'tess', { eventID: 'c', errorCode: 'AccessDenied' }),
      by('Operators', 'tess', { eventTime: TO, eventID: 'd' }),
    );
    expect(table.rows[0]).toMatchObject({ calls: 2, changes: 1, refused: 1, first: FROM, last: AT, event: 'b' });
    expect(table.sources[0]).toMatchObject({ records: 2 });
  });
});
