import { execFileSync } from 'node:child_process';
import { fromArmour, NAMESPACE } from '../../../approval/keys/sshsig';
import { EnvironmentError } from '../../context';

/** Signs a message with a key that is not ours to read: one with a passphrase, or in an agent. */
export type SignElsewhere = (keyFile: string, message: Buffer) => Buffer;

/** Lets `ssh-keygen` sign: it asks for the passphrase at the terminal itself, and of a .pub file it asks the agent. */
export const sshKeygen: SignElsewhere = (keyFile, message) => {
  const blob = fromArmour(run(keyFile, message));
  if (blob === undefined) throw new EnvironmentError('ssh-keygen made no signature.');
  return blob;
};

const run = (keyFile: string, message: Buffer): string => {
  try {
    return execFileSync('ssh-keygen', ['-Y', 'sign', '-q', '-n', NAMESPACE, '-f', keyFile], {
      input: message,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  } catch (cause) {
    throw new EnvironmentError(`ssh-keygen did not sign with ${keyFile}; its own words stand above.`, { cause });
  }
};
