import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Source } from '../contracts/platform';
import { writeKey } from '../lambdas/domain/write-key';
import type { EmbeddedAws } from './embedded-aws';
import { clientConfig, type Foundation } from './foundation';

/** Reads a secret's text by its name below the stage's prefix. */
export type ReadStageSecret = (name: string) => Promise<string>;

/** Secrets of a stage in Secrets Manager, each read once. */
export const createReadStageSecret = (aws: EmbeddedAws, prefix: string): ReadStageSecret => {
  const client = new SecretsManagerClient(clientConfig(aws));
  const known = new Map<string, Promise<string>>();
  const read = async (name: string): Promise<string> => {
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}/${name}` }));
    if (text === undefined) throw new Error(`Secret ${prefix}/${name} has no text.`);
    return text;
  };
  return (name) => {
    const secret = known.get(name) ?? read(name);
    known.set(name, secret);
    return secret;
  };
};

/** `Authorization` of each source: its write key as the user name of Basic authentication. */
export const sourceAuthorizations = async (
  sources: readonly Source[],
  readSecret: ReadStageSecret,
): Promise<ReadonlyMap<string, string>> => {
  const master = await readSecret('ingest-key');
  return new Map(sources.map(({ source, keyVersion }) => [source, basic(`${writeKey(master, source, keyVersion)}:`)]));
};

/** A token of the machine client with scopes for offers. */
export const accessToken = async (
  aws: EmbeddedAws,
  { userPoolId, clientId }: Foundation,
  scopes: readonly string[] = ['offers/read', 'offers/write'],
): Promise<string> => {
  const client = new CognitoIdentityProviderClient(clientConfig(aws));
  const described = await client.send(
    new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
  );
  client.destroy();
  const answer = await fetch(`${aws.endpoint}/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: basic(`${clientId}:${described.UserPoolClient?.ClientSecret}`),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: scopes.join(' ') }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`The token endpoint answered ${answer.status} without a token.`);
  return token;
};

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
