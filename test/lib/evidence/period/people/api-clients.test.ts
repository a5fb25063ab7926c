import { apiClients } from '../../../../../lib/evidence/period/people/api-clients';
import type { Template } from '../../../../../lib/governance/analysis/template';
import { FROM, fact, periodInput, TO } from '../../../../support/period-input';

const scope = (server: string, name: string) => ({ 'Fn::Join': ['', [{ Ref: server }, `/${name}`]] });
const client = (...scopes: readonly object[]) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: { AllowedOAuthScopes: scopes },
});
const server = (Identifier: string) => ({ Type: 'AWS::Cognito::UserPoolResourceServer', Properties: { Identifier } });
const templates = (clients: Readonly<Record<string, object>>) => ({
  ...{ prefix: 'tandem-prod-', stage: 'prod', launchQualifier: 'tandemlnch' },
  stacks: [
    {
      ...{ stack: 'tandem-prod-foundation', account: '111122223333', region: 'us-east-1', terminationProtection: true },
      template: { Resources: { Offers: server('offers'), Customers: server('customers'), ...clients } } as Template,
    },
  ],
});
const read = (by: string, at: string) => fact('personal-data.read', at, { by });

describe('clients of the APIs', () => {
  it('tells those of the templates with their scopes, and finds one that may sell and look at customers', () => {
    const table = apiClients(
      periodInput([], [], {
        templates: templates({
          Channels: client(scope('Offers', 'read'), scope('Offers', 'write')),
          Everything: client(scope('Offers', 'read'), scope('Customers', 'lookup')),
        }),
      }),
    );
    expect(table.rows).toEqual([
      {
        client: 'tandem-prod-foundation/Channels',
        scopes: ['offers/read', 'offers/write'],
        asked: null,
        exception: '',
      },
      expect.objectContaining({
        scopes: ['offers/read', 'customers/lookup'],
        exception: 'may both sell and look at customers',
      }),
    ]);
  });

  it('counts who asked about customers in the period, operators aside', () => {
    const facts = [
      read('desk', FROM),
      read('desk', '2026-11-02T00:00:00.000Z'),
      read('operator', FROM),
      read('late', TO),
    ];
    expect(apiClients(periodInput(facts)).rows).toEqual([{ client: 'desk', scopes: [], asked: 2, exception: '' }]);
  });
});
