import { sign } from 'node:crypto';
import { z } from 'zod';
import type { PrivateKey } from '../approval/keys/private-key';
import { canonicalJson } from '../governance/register/canonical-json';
import { hashesOf, rootOf, SUMS, sumsText, treesOf } from './sums';

/** What a bundle is: of what, its root, and under which key it is signed. */
export const ABOUT = 'evidence.json';
/** Signature over SHA256SUMS: 64 bytes, as openssl writes them. */
export const SIGNATURE = `${SUMS}.sig`;
/** Public half of the key that signed, for openssl; who trusts it must know its fingerprint from elsewhere. */
export const SIGNER = 'signer.pem';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** `evidence.json`. */
export const bundleSchema = z.strictObject({
  format: z.literal('tandem-evidence'),
  version: z.literal(1),
  organisation: z.string(),
  stage: z.string(),
  account: z.string(),
  commit: z.string(),
  committedAt: z.string(),
  asOf: z.string(),
  trees: z.record(z.string(), z.strictObject({ files: z.number().int().min(1), sha256: hash })),
  root: hash.describe('Over all trees: SHA-256 of a line "<sha256>  <folder>" each.'),
  signature: z
    .strictObject({ algorithm: z.literal('Ed25519'), over: z.literal(SUMS), key: z.string() })
    .nullable()
    .describe('Null: nobody has signed it.'),
});
export type BundleFacts = z.infer<typeof bundleSchema>;

/** What the caller knows of a bundle. */
export type BundleSubject = Pick<BundleFacts, 'organisation' | 'stage' | 'account' | 'commit' | 'committedAt' | 'asOf'>;

/** All files of a bundle: the given ones, what the bundle is, the hashes of all of these, and the signature over the hashes. */
export const sealed = (
  files: ReadonlyMap<string, string>,
  subject: BundleSubject,
  key?: PrivateKey | undefined,
): ReadonlyMap<string, string | Uint8Array> => {
  const trees = treesOf(hashesOf(files));
  const facts: BundleFacts = {
    format: 'tandem-evidence',
    version: 1,
    ...subject,
    trees,
    root: rootOf(trees),
    signature: key === undefined ? null : { algorithm: 'Ed25519', over: SUMS, key: key.public.fingerprint },
  };
  const listed = new Map([
    ...files,
    [ABOUT, `${canonicalJson(facts)}\n`],
    ...(key === undefined ? [] : [[SIGNER, pemOf(key)] as const]),
  ]);
  const sums = sumsText(hashesOf(listed));
  const signature = key === undefined ? [] : [[SIGNATURE, sign(null, Buffer.from(sums), key.key)] as const];
  return new Map<string, string | Uint8Array>([...listed, [SUMS, sums], ...signature]);
};

const pemOf = (key: PrivateKey): string => key.public.key.export({ format: 'pem', type: 'spki' }).toString();

/** The line with which openssl checks the signature of a bundle, in the bundle's folder. */
export const opensslLine = (publicKey = SIGNER): string =>
  `openssl pkeyutl -verify -pubin -inkey ${publicKey} -rawin -in ${SUMS} -sigfile ${SIGNATURE}`;
