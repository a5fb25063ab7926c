import type { SchemeName } from '../../contracts/webhook-schemes';
import type { WebhookKey } from '../../lambdas/domain/webhook-keys';
import vectors from '../fixtures/webhook-vectors.json';

/** A known answer; `receivedAt` is in seconds. */
export interface Vector {
  readonly name: string;
  readonly scheme: SchemeName;
  readonly secret?: string | readonly string[];
  readonly publicKey?: string | readonly string[];
  /** What a signer of such messages holds; `whsk_` and base64 of seed and public key. */
  readonly signingKey?: string;
  readonly url?: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyUtf8?: string;
  readonly bodyBase64?: string;
  readonly receivedAt: number;
  readonly expect: string;
}

/** All known answers. */
export const allVectors = vectors as unknown as readonly Vector[];

/** Those of one scheme. */
export const vectorsOf = (scheme: SchemeName): readonly Vector[] =>
  allVectors.filter((vector) => vector.scheme === scheme);

/** A vector's keys, named by their places. */
export const keysOf = ({ secret, publicKey }: Vector): readonly WebhookKey[] =>
  [secret ?? publicKey ?? []].flat().map((text, index) => ({ id: `key-${index}`, secret: text }));

/** A vector's body, to the byte. */
export const bodyOf = ({ bodyUtf8, bodyBase64 }: Vector): Buffer =>
  bodyBase64 === undefined ? Buffer.from(bodyUtf8 ?? '', 'utf8') : Buffer.from(bodyBase64, 'base64');

/** The first header whose name ends so, whatever its case. */
export const headerOf = ({ headers }: Vector, name: string): string =>
  Object.entries(headers).find(([given]) => given.toLowerCase().endsWith(name))?.[1] ?? '';
