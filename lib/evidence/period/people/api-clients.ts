import { buildModel, type Model, type ModelResource } from '../../../governance/analysis/model';
import { asList, asText } from '../../../governance/analysis/template';
import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';

type Row = PeriodRow & { readonly exception: string };

/** Kinds of facts that name the API client which asked. */
const ASKED: ReadonlySet<string> = new Set(['personal-data.read', 'personal-data.restricted', 'erasure.asked']);
/** Not a client: whoever invoked a function. */
const OPERATOR = 'operator';

/** Clients that may ask the APIs for a token, with what it lets them do, and those that asked about customers. */
export const apiClients = (input: PeriodInput): PeriodTable => {
  const { stage, templates, trail } = input;
  const model = buildModel(templates.stacks);
  const designed = model.ofType('AWS::Cognito::UserPoolClient');
  const asked =
    trail?.records.filter(({ kind, at, by }) => ASKED.has(kind) && by !== OPERATOR && isWithin(input, at)) ?? [];
  const callers = [...new Set(asked.map(({ by }) => by))].sort();
  return makeTable(input, {
    id: 'api-clients',
    title: 'Clients of the APIs',
    means:
      'A row is a client that the templates make, or one that asked about customers in the period. It is an exception where one client may both sell and look at customers.',
    sources: sourceOf(trail, asked.length),
    columns: {
      client: 'Construct path, of the templates; else as the audit trail names who asked.',
      scopes: 'What its tokens let it do; empty where the records do not tell.',
      asked: 'How often it asked about customers in the period; empty for one of the templates, whose id AWS gives.',
    },
    rows: [
      ...designed.map((client) => clientRow(model, client)),
      ...callers.map((client) => ({
        ...{ client, scopes: [], exception: '' },
        asked: asked.filter(({ by }) => by === client).length,
      })),
    ],
    gaps: [
      'AWS gives clients their ids: which client of the templates a caller is, aws cognito-idp list-user-pool-clients tells.',
      ...(stage.settings.import.identityProvider === undefined
        ? []
        : ['Clients are made in the organisation’s own identity provider, and reviewed there.']),
    ],
  });
};

const clientRow = (model: Model, { where, props }: ModelResource): Row => {
  const scopes = asList(props.AllowedOAuthScopes)
    .flatMap((one) => asText(one) ?? [])
    .map((one) => scopeName(model, one));
  const served = new Set(scopes.map((scope) => scope.split('/')[0]));
  return {
    client: where,
    scopes,
    asked: null,
    exception: served.size > 1 ? 'may both sell and look at customers' : '',
  };
};

/** As a token says it: a template refers to the API where the token has its identifier. */
const scopeName = (model: Model, scope: string): string => {
  const [api = '', ...names] = scope.split('/');
  const server = model.find(api, 'AWS::Cognito::UserPoolResourceServer');
  return [asText(server?.props.Identifier) ?? api, ...names].join('/');
};
