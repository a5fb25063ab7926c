import { createHash, createHmac } from 'node:crypto';

/** How a code is told from another one: customers type codes, and tills shout them. */
export const plainCode = (code: string): string => code.trim().toUpperCase();

/** Under which a code is looked up: the same for every spelling of it. */
export const codeDigest = (code: string): string =>
  createHash('sha256').update(plainCode(code)).digest('base64url').slice(0, 32);

/** Name of a code within its pool. Without the pool's salt it says nothing of the code, so that the bus may carry it. */
export const codeIdOf = (salt: string, code: string): string =>
  createHmac('sha256', salt).update(plainCode(code)).digest('base64url').slice(0, 22);

/** Partitions of a pool; a code's follows from its id. */
export const POOL_BINS = 16;
export const binOf = (id: string): number => createHash('sha256').update(id).digest().readUInt8(0) % POOL_BINS;

/** Keys of a pool in the engagement table. A code lies in its bin for good, and beside it, while nobody has it, as free. */
export const poolKeys = {
  pool: (launch: string, pool: string) => ({ pk: `POOL#${launch}#${pool}`, sk: 'POOL' }),
  bin: (launch: string, pool: string, bin: number): string => `POOL#${launch}#${pool}#${bin}`,
  code: (launch: string, pool: string, id: string) => ({
    pk: poolKeys.bin(launch, pool, binOf(id)),
    sk: `CODE#${id}`,
  }),
  free: (launch: string, pool: string, id: string) => ({
    pk: poolKeys.bin(launch, pool, binOf(id)),
    sk: `FREE#${id}`,
  }),
  /** Finds a code's launch and pool by the code itself, and keeps a code from being added twice. */
  owner: (code: string) => ({ pk: `CODE#${codeDigest(code)}`, sk: 'CODE' }),
} as const;
export const FREE = 'FREE#';
export const GIVEN_OR_FREE = 'CODE#';

/** Whose a one-use code is. */
export interface CodeOwner {
  readonly launch: string;
  readonly pool: string;
  readonly id: string;
}

/** Stands for a one-use code where nobody is given one: in previews, tests and probes. */
export const SAMPLE_CODE = 'SAMPLE-CODE';
