import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { teamsSchema } from '../../../../contracts/team';
import { type PrivateKey, type PrivateKeyProblem, readPrivateKey } from '../../../approval/keys/private-key';
import { type PublicKey, readPublicKey } from '../../../approval/keys/public-key';
import { keysOf } from '../../../approval/people';
import { parseYaml } from '../../../workspace/yaml-file';
import { EnvironmentError } from '../../context';

/** Role of whoever signs evidence, in `people` of teams.yaml. */
export const SIGNER_ROLE = 'evidence';
const TEAMS = 'platform/teams.yaml';

const PROBLEMS: Readonly<Record<PrivateKeyProblem, string>> = {
  locked: 'has a passphrase; give a copy without, which only you can read',
  kind: 'is no Ed25519 key',
  unreadable: 'is no private key; make one with: openssl genpkey -algorithm ed25519 -out <file>',
};

/** The key in a file that a bundle is to be signed with. */
export const signingKey = (cwd: string, file: string): PrivateKey => {
  const read = readPrivateKey(textOf(cwd, file));
  if ('problem' in read) throw new EnvironmentError(`${file} ${PROBLEMS[read.problem]}.`);
  return read;
};

/** The key in a file that a bundle is to be checked against. */
export const givenKey = (cwd: string, file: string): PublicKey => {
  const read = readPublicKey(textOf(cwd, file));
  if ('fingerprint' in read) return read;
  throw new EnvironmentError(
    `${file} is no public Ed25519 key (${read.problem}): give SPKI as PEM, or a line "ssh-ed25519 ...".`,
  );
};

/** Keys of everybody whom teams.yaml gives the role to sign evidence. */
export const listedKeys = (root: string): readonly PublicKey[] => {
  const { value } = parseYaml(TEAMS, textOf(root, TEAMS));
  const read = teamsSchema.safeParse(value);
  if (!read.success) throw new EnvironmentError(`${TEAMS} has mistakes: npx tandem check says which.`);
  return read.data.people.filter(({ roles }) => roles.includes(SIGNER_ROLE)).flatMap(keysOf);
};

const textOf = (folder: string, file: string): string => {
  const path = resolve(folder, file);
  if (!existsSync(path)) throw new EnvironmentError(`There is no ${file}.`);
  return readFileSync(path, 'utf8');
};
