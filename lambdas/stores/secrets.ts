import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { WallClock } from '../domain/ports/clocks';
import type { ReadSecret, RereadSecret } from '../domain/ports/secrets';
import { wallClock } from '../runtime/clock';
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
const createSecretsClient = (): SecretsManagerClient => new SecretsManagerClient(CLIENT_CONFIG);

/** Whoever sends bad signatures must not make us ask for the secret each time. */
const REREAD_MS = 5000;

const isMissing = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceNotFoundException';

/** Secrets' texts by name below the prefix; several calls at once make one request. Rejects with `secret.missing` where there is none. */
export const createSecretReader = ({ client, prefix, now }: SecretsDeps) => {
  const kept = new Map<string, { readonly text: Promise<string>; readonly readAt: number }>();
  const read = async (name: string): Promise<string> => {
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}/${name}` }));
      if (answer.SecretString !== undefined && answer.SecretString !== '') return answer.SecretString;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    throw new StoreError('secret.missing', 'GetSecretValue', false);
  };
  const readNow = (name: string): Promise<string> => {
    const text = read(name);
    kept.set(name, { text, readAt: now().getTime() });
    text.catch(() => {
      if (kept.get(name)?.text === text) kept.delete(name);
    });
    return text;
  };
  const readSecret: ReadSecret = (name) => {
    const before = kept.get(name);
    return before !== undefined && now().getTime() < before.readAt + KEPT_MS ? before.text : readNow(name);
  };
  const reread = new Map<string, number>();
  const rereadSecret: RereadSecret = async (name) => {
    const before = reread.get(name);
    if (before !== undefined && now().getTime() < before + REREAD_MS) return undefined;
    reread.set(name, now().getTime());
    return readNow(name);
  };
  return { readSecret, rereadSecret };
};

/** Secrets below a prefix, read with a client of our own. */
export const openSecrets = (prefix: string) =>
  createSecretReader({ client: createSecretsClient(), prefix, now: wallClock });
