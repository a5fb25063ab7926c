import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { opensslLine, SIGNATURE } from '../../evidence/seal';
import { type Verified, verifyBundle } from '../../evidence/verify';
import type { Answer } from '../answer';
import { fileFinding } from '../codes';
import { type Context, EnvironmentError } from '../context';
import { givenKey, listedKeys, SIGNER_ROLE } from './evidence/keys';
import { type AgainstDeployed, againstDeployed } from './verify-evidence/against-deployed';

export interface VerifyOptions {
  /** File with the public key that must have signed. @default - keys of whoever has the role in teams.yaml */
  readonly publicKey?: string | undefined;
  /** Checks the hashes alone. */
  readonly unsigned?: boolean | undefined;
  /** Compares its templates with what is deployed as well, which asks AWS. */
  readonly deployed?: boolean | undefined;
}

/**
 * Says whether a bundle is what was written and signed, without network; of what differs it names the first file. Only a
 * bundle of which nothing differs is compared with what is deployed.
 */
export const verifyEvidence = async (context: Context, folder: string, options: VerifyOptions): Promise<Answer> => {
  const { cwd, root } = context;
  const path = resolve(cwd, folder);
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new EnvironmentError(`There is no folder ${folder}.`);
  const verified = verifyBundle(path, trustedBy(cwd, root, options));
  const { differences, facts, files, signedBy } = verified;
  const [first, ...others] = differences;
  const data = { files, signedBy: signedBy ?? null, facts: facts ?? null, differences };
  if (first !== undefined) {
    const finding = fileFinding('evidence.differs', `${folder}/${first.file}`, wordsOf(first, others.length), FIX);
    return { findings: [finding], data, lines: [], ofNoStage: true };
  }
  const lines = told(folder, verified);
  if (options.deployed !== true || facts === undefined) return { data, lines, ofNoStage: true };
  const compared = await againstDeployed(context, folder, path, facts);
  return {
    findings: compared.findings,
    data: { ...data, deployed: compared.differences },
    lines: [...lines, toldDeployed(context, compared)],
  };
};

const toldDeployed = ({ stage }: Context, { stacks, differences }: AgainstDeployed): string =>
  differences.length === 0
    ? `  ${stacks} stacks of ${stage} are deployed, each as the bundle has it`
    : `  ${stacks} stacks of ${stage} are deployed; ${differences.length} differences, each told above`;

const FIX = 'Do not use this bundle; have it written anew, or ask whoever gave it to you for the one that was signed.';

const wordsOf = ({ file, what }: Verified['differences'][number], others: number): string =>
  `${file} ${what}${others === 0 ? '' : `; and ${others} more, which --json lists`}`;

/** Nobody's key is trusted because it lies in the bundle. */
const trustedBy = (cwd: string, root: string, { publicKey, unsigned }: VerifyOptions) => {
  if (unsigned === true) {
    if (publicKey === undefined) return 'hashes-only';
    throw new EnvironmentError('Give --public-key or --unsigned, not both.');
  }
  if (publicKey !== undefined) return [givenKey(cwd, publicKey)];
  const listed = listedKeys(root);
  if (listed.length > 0) return listed;
  throw new EnvironmentError(
    `Nobody in platform/teams.yaml has the role "${SIGNER_ROLE}" and a key: give --public-key <file>, or --unsigned to check the hashes alone.`,
  );
};

const told = (folder: string, { facts, files, signedBy }: Verified): readonly string[] => [
  `${folder}: nothing differs in ${files} files`,
  ...(facts === undefined
    ? []
    : [`  of commit ${facts.commit.slice(0, 12)}, stage ${facts.stage}, as of ${facts.asOf}; root ${facts.root}`]),
  signedBy === undefined
    ? `  Hashes alone were checked: whoever can write to the folder can make them anew. ${SIGNATURE} was not looked at.`
    : `  Signed with ${signedBy}. The same by hand: sha256sum -c SHA256SUMS && ${opensslLine()}`,
];
