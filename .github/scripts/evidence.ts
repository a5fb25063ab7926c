import { existsSync } from 'node:fs';
import type { Ports } from './ports';

export interface EvidenceRequest {
  readonly since: string;
  readonly stage: string;
  /** New folder for the bundle. */
  readonly out: string;
  /** File with the key that signs; where there is none, nobody signs, and the bundle says so. */
  readonly key: string;
}

/** Writes what auditors need of the commit, and reads it as they will: a bundle that cannot be verified fails here. */
export const evidence = async (ports: Ports, { since, stage, out, key }: EvidenceRequest): Promise<number> => {
  const isSigned = existsSync(key);
  if (!isSigned) ports.say('::notice title=evidence::There is no key, so nobody signs this bundle.');
  const written = await ports.tandem(
    ...['evidence', '--stage', stage, '--since', since, '--out', out],
    ...(isSigned ? ['--key', key] : []),
  );
  ports.quote(`${written.err}${written.out}`);
  if (written.code > 1) return written.code;
  const verified = await ports.tandem('verify-evidence', out, ...(isSigned ? [] : ['--unsigned']));
  ports.quote(`${verified.err}${verified.out}`);
  return Math.max(written.code, verified.code);
};
