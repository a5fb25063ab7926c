import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../../../../contracts/finding';
import { type Answer, refuse } from '../../answer';
import type { AddEnd, PoolTable } from '../../aws/pool-table';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';
import { soundLaunch } from '../../sound-launch';
import { atLine, type FileCode, readCodes } from './read-codes';

/** Codes that are looked up or added at once. */
const AT_ONCE = 25;
const EACH_TOLD = 2500;
/** Mistakes told one by one; the rest is counted. */
const TOLD = 50;

interface Pool {
  readonly launch: string;
  readonly pool: string;
  readonly pools: PoolTable;
}

/**
 * Adds the codes of a file to a pool: all or, where anything is wrong with any of them, none. Interrupted, it goes on by being run
 * again; codes that are there already are left as they are, given or not.
 */
export const addCodes = async (context: Context, launch: string, pool: string, file: string): Promise<Answer> => {
  const found = soundLaunch(context, launch);
  if (found.refused !== undefined) return found.refused;
  const named = found.manifest.offers.flatMap(({ code }) => (code !== undefined && 'pool' in code ? code.pool : []));
  if (!named.includes(pool)) return refuse(noPool(found.file, pool, named));
  const path = resolve(context.cwd, file);
  if (!existsSync(path)) throw new EnvironmentError(`There is no file ${file}.`);

  const { codes, mistakes } = await readCodes(path, file);
  const { pools } = await context.services();
  const target = { launch, pool, pools };
  const looked = await inParts(context, codes, 'looked up', ({ code }) => pools.look(launch, pool, code));
  const taken = codes.filter((_, index) => looked[index] === 'another').map(({ line }) => belongsElsewhere(file, line));
  const wrong = [...mistakes, ...taken].sort((a, b) => a.line - b.line);
  if (wrong.length > 0) return nothingAdded(wrong);
  return added(context, target, codes, file);
};

const noPool = (file: string, pool: string, named: readonly string[]): Finding =>
  fileFinding(
    'codes.noPool',
    file,
    `no offer takes codes from the pool "${pool}"; its pools: ${named.join(', ') || 'none'}`,
    `Give one of its offers code: { pool: ${pool} }, or name another pool.`,
  );

const belongsElsewhere = (file: string, line: number): Finding =>
  atLine('codes.another', file, line, 'the code is of another launch or pool', 'Have another code made in its place.');

const nothingAdded = (wrong: readonly Finding[]): Answer => ({
  findings: wrong.slice(0, TOLD),
  data: { addedNow: 0, mistakes: wrong.length },
  lines: [
    ...(wrong.length > TOLD ? [`${wrong.length - TOLD} more mistakes are not shown.`] : []),
    'Nothing was added.',
  ],
});

const added = async (
  context: Context,
  { launch, pool, pools }: Pool,
  codes: readonly FileCode[],
  file: string,
): Promise<Answer> => {
  const ends = await inParts(context, codes, 'added', ({ code }) => pools.add(launch, pool, code));
  const count = (end: AddEnd): number => ends.filter((one) => one === end).length;
  const standing = await pools.standing(launch, pool);
  // Somebody else has added the same code elsewhere since it was looked up.
  const raced = codes.filter((_, index) => ends[index] === 'another').map(({ line }) => belongsElsewhere(file, line));
  return {
    findings: raced.slice(0, TOLD),
    data: { launch, pool, addedNow: count('added'), known: count('known'), ...standing },
    lines: [
      `${count('added')} codes added to ${pool}; ${count('known')} were there already.`,
      `The pool has had ${standing.added} codes; ${standing.left} are left.`,
    ],
  };
};

/** Works codes off a few at a time, in their order, and says how far it has come. */
const inParts = async <T>(
  context: Context,
  codes: readonly FileCode[],
  done: string,
  work: (code: FileCode) => Promise<T>,
): Promise<readonly T[]> => {
  const results: T[] = [];
  for (let first = 0; first < codes.length; first += AT_ONCE) {
    results.push(...(await Promise.all(codes.slice(first, first + AT_ONCE).map(work))));
    if (results.length % EACH_TOLD === 0) context.progress(`${results.length} of ${codes.length} codes ${done}`);
  }
  return results;
};
