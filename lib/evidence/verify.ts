import { verify } from 'node:crypto';
import { type PublicKey, readPublicKey } from '../approval/keys/public-key';
import { canonicalJson } from '../governance/register/canonical-json';
import { hashOf } from './artifacts';
import { type FolderContent, readFolder } from './read-folder';
import { ABOUT, type BundleFacts, bundleSchema, SIGNATURE, SIGNER } from './seal';
import { readSums, rootOf, SUMS, treesOf } from './sums';

/** What is wrong with a bundle, and with which of its files. */
export interface Difference {
  readonly file: string;
  readonly what: string;
}

/** What came of a check. */
export interface Verified {
  /** By file; the first is the one to look at. Empty: nothing differs. */
  readonly differences: readonly Difference[];
  /** What the bundle says it is; undefined where it does not say it. */
  readonly facts: BundleFacts | undefined;
  readonly files: number;
  /** The key under which it is signed; undefined where only hashes were asked for. */
  readonly signedBy: string | undefined;
}

/**
 * Checks a bundle in a folder against its own hashes, and these against the keys of whom one trusts. Without keys only the
 * hashes are checked, which whoever can write to the folder can make anew.
 */
export const verifyBundle = (folder: string, trusted: readonly PublicKey[] | 'hashes-only'): Verified => {
  const content = readFolder(folder);
  const facts = factsIn(content);
  const signature = trusted === 'hashes-only' ? unsigned(content) : signatureOf(content, trusted);
  const differences = [
    ...content.odd.map(({ name, what }) => ({ file: name, what: `is ${what}; a bundle has plain files only` })),
    ...fileDifferences(content),
    ...(facts === undefined
      ? [{ file: ABOUT, what: 'is missing, or not what this version of the bundle writes' }]
      : factDifferences(content, facts)),
  ].sort((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)));
  return {
    // Where the signature does not hold, no hash says anything.
    differences: [...signature.differences, ...differences],
    facts,
    files: content.files.size,
    signedBy: signature.signedBy,
  };
};

interface Signed {
  readonly differences: readonly Difference[];
  readonly signedBy: string | undefined;
}

/** A signature that nobody checks must not look like one that holds. */
const unsigned = ({ files }: FolderContent): Signed => ({
  signedBy: undefined,
  differences: files.has(SIGNATURE) && !files.has(SIGNER) ? [{ file: SIGNER, what: 'is missing' }] : [],
});

const signatureOf = ({ files }: FolderContent, trusted: readonly PublicKey[]): Signed => {
  const [sums, signature] = [files.get(SUMS), files.get(SIGNATURE)];
  const not = (file: string, what: string): Signed => ({ signedBy: undefined, differences: [{ file, what }] });
  if (sums === undefined) return not(SUMS, 'is missing');
  if (signature === undefined) return not(SIGNATURE, 'is missing: nobody has signed this bundle');
  if (signature.length !== 64) return not(SIGNATURE, `has ${signature.length} bytes; an Ed25519 signature has 64`);
  const key = trusted.find((one) => verify(null, sums, one.key, signature));
  if (key === undefined) return not(SIGNATURE, `is not the signature of ${SUMS} under a key that is trusted`);
  const shown = readPublicKey(files.get(SIGNER)?.toString('utf8') ?? '');
  if ('problem' in shown || shown.fingerprint !== key.fingerprint) return not(SIGNER, 'is not the key that signed');
  return { signedBy: key.fingerprint, differences: [] };
};

/** Files that differ from the list, are missing or are too many. */
const fileDifferences = ({ files }: FolderContent): readonly Difference[] => {
  const text = files.get(SUMS);
  if (text === undefined) return [{ file: SUMS, what: 'is missing' }];
  const listed = readSums(text.toString('utf8'));
  if (listed === undefined || !Buffer.from(text.toString('utf8')).equals(text)) {
    return [{ file: SUMS, what: 'is not a list of hashes as a bundle has it: sorted, one plain name a line' }];
  }
  const unlisted = [...files.keys()].filter((file) => !listed.has(file) && file !== SUMS && file !== SIGNATURE);
  return [
    ...unlisted.map((file) => ({ file, what: `was added: ${SUMS} does not list it` })),
    ...[...listed].flatMap(([file, hash]): readonly Difference[] => {
      const content = files.get(file);
      if (content === undefined) return [{ file, what: 'is missing' }];
      return hashOf(content) === hash ? [] : [{ file, what: `was altered: its SHA-256 is not ${hash}` }];
    }),
  ];
};

const factsIn = ({ files }: FolderContent): BundleFacts | undefined => {
  try {
    const text = files.get(ABOUT)?.toString('utf8') ?? '';
    const parsed = bundleSchema.safeParse(JSON.parse(text));
    return parsed.success && `${canonicalJson(parsed.data)}\n` === text ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
};

/** What evidence.json says that the files do not bear out. */
const factDifferences = ({ files }: FolderContent, facts: BundleFacts): readonly Difference[] => {
  const listed = readSums(files.get(SUMS)?.toString('utf8') ?? '') ?? new Map<string, string>();
  const trees = treesOf(listed);
  const isSame = canonicalJson(trees) === canonicalJson(facts.trees) && rootOf(trees) === facts.root;
  const shown = readPublicKey(files.get(SIGNER)?.toString('utf8') ?? '');
  const key = 'problem' in shown ? undefined : shown.fingerprint;
  return [
    ...(isSame ? [] : [{ file: ABOUT, what: `has another root than ${SUMS} gives` }]),
    ...(facts.signature !== null && !files.has(SIGNATURE)
      ? [{ file: SIGNATURE, what: `is missing, and ${ABOUT} says that the bundle is signed` }]
      : []),
    ...(facts.signature?.key === key ? [] : [{ file: SIGNER, what: `is not the key that ${ABOUT} names` }]),
  ];
};
