import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ReadSecret, WallClock } from '../domain/ports';
import { CLIENT_CONFIG } from './aws-client';
import { StoreError } from './errors';

export interface SecretsDeps {
  readonly client: Pick<SecretsManagerClient, 'send'>;
  /** For example `tandem/prod`. */
  readonly prefix: string;
  readonly now: WallClock;
}

/** A rotated or revoked secret is out of use everywhere after this time. */
const KEPT_MS = 5 * 60_000;

/** A client with short timeouts. */
export const createSecretsClient = (): SecretsManagerClient => new SecretsManagerClient(CLIENT_CONFIG);

/** Secrets' texts by name below the prefix; several calls at once make one request. */
export const createReadSecret = ({ client, prefix, now }: SecretsDeps): ReadSecret => {
  const kept = new Map<string, { readonly text: Promise<string>; readonly until: number }>();
  const read = async (name: string): Promise<string> => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}/${name}` }));
    if (answer.SecretString === undefined || answer.SecretString === '') {
      throw new StoreError('secret.missing', 'GetSecretValue', false);
    }
    return answer.SecretString;
  };
  return (name) => {
    const before = kept.get(name);
    if (before !== undefined && before.until > now().getTime()) return before.text;
    const text = read(name);
    kept.set(name, { text, until: now().getTime() + KEPT_MS });
    text.catch(() => {
      if (kept.get(name)?.text === text) kept.delete(name);
    });
    return text;
  };
};
