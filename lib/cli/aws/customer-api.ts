import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { request } from 'undici';
import { type CustomerVerb, scopeVerb } from '../../../contracts/subject-rights';
import { EnvironmentError } from '../context';

/** An answer of the API: a status and the JSON that came with it. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The routes `POST /v1/customers/<verb>` of a stage. Identifiers travel in bodies only. */
export interface CustomerApi {
  readonly ask: (verb: CustomerVerb, body: object) => Promise<ApiAnswer>;
}

/** What the foundation tells of its API, by the name of its parameter. */
export type ReadFact = (name: string) => Promise<string>;

export interface CustomerApiOptions {
  readonly region: string;
  readonly fact: ReadFact;
  /** Endpoint that serves every AWS API and every API of ours, as the embedded AWS does; undefined on AWS. */
  readonly endpoint: string | undefined;
  /** A ready token, from an organisation's own identity provider. */
  readonly token: string | undefined;
}

/** Opens the API; the token is fetched with the first question, for that question's scope alone. */
export const createCustomerApi = (options: CustomerApiOptions): CustomerApi => ({
  ask: async (verb, body) => {
    const [host, token] = await Promise.all([options.fact('api-host'), options.token ?? fetchToken(options, verb)]);
    const { origin, headers } = addressOf(options.endpoint, host);
    const answer = await request(`${origin}/v1/customers/${verb}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return { status: answer.statusCode, body: objectOf(await answer.body.text()) };
  },
});

/** The embedded AWS tells APIs apart by host; AWS has an address for each. */
export const addressOf = (endpoint: string | undefined, host: string) =>
  endpoint === undefined ? { origin: `https://${host}`, headers: {} } : { origin: endpoint, headers: { host } };

/** What tokens are asked of; an organisation's own identity provider is not ours to ask. */
const ownProvider = async ({ fact }: CustomerApiOptions): Promise<readonly string[]> => {
  try {
    return await Promise.all(['user-pool-id', 'service-client-id', 'token-url'].map(fact));
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const advice =
      "This stage's tokens are given by the organisation's own identity provider: set TANDEM_TOKEN to one.";
    throw new EnvironmentError(advice, { cause: error });
  }
};

const fetchToken = async (options: CustomerApiOptions, verb: CustomerVerb): Promise<string> => {
  const [userPoolId, clientId, tokenUrl] = await ownProvider(options);
  const { region, endpoint } = options;
  const cognito = new CognitoIdentityProviderClient({ region });
  const described = await cognito
    .send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }))
    .finally(() => cognito.destroy());
  const secret = described.UserPoolClient?.ClientSecret ?? '';
  const answer = await request(endpoint === undefined ? (tokenUrl ?? '') : `${endpoint}/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: `customers/${scopeVerb(verb)}` }).toString(),
  });
  const { access_token: token } = objectOf(await answer.body.text());
  if (typeof token === 'string') return token;
  throw new EnvironmentError(
    `The token endpoint answered ${answer.statusCode}: may this role use customers/${scopeVerb(verb)}?`,
  );
};

const objectOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new EnvironmentError('The API did not answer with JSON: check the stage and AWS_ENDPOINT_URL.');
};
