import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ABOUT } from '../../../evidence/seal';
import { verifyBundle } from '../../../evidence/verify';
import { registerSchema } from '../../../governance/register/schema';
import type { FormerWaivers } from '../../../governance/register/waiver-changes';
import { waiverRegisterSchema } from '../../../governance/register/waiver-register';
import { EnvironmentError } from '../../context';

/** Whether a folder holds a bundle of evidence. */
export const isBundle = (folder: string): boolean => existsSync(join(folder, ABOUT));

/**
 * The waivers of an earlier bundle, with what each of them named. The bundle must be whole and of the same stage; whether
 * it is signed is a matter for verify-evidence.
 */
export const waiversOfBundle = (folder: string, stage: string): FormerWaivers & { readonly commit: string } => {
  const { differences, facts } = verifyBundle(folder, 'hashes-only');
  const [first] = differences;
  if (first !== undefined || facts === undefined) {
    throw new EnvironmentError(`${folder} is no bundle to compare with: ${first?.file ?? ABOUT} ${first?.what ?? ''}.`);
  }
  if (facts.stage !== stage) throw new EnvironmentError(`${folder} is of stage ${facts.stage}; this is ${stage}.`);
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, 'build', name), 'utf8'));
  const waivers = waiverRegisterSchema.safeParse(read('waivers.json'));
  const register = registerSchema.safeParse(read('register.json'));
  if (!waivers.success || !register.success) {
    throw new EnvironmentError(
      `${folder} was written by another version of Tandem, which says other things of waivers.`,
    );
  }
  return {
    commit: facts.commit,
    asOf: facts.asOf,
    waivers: waivers.data.waivers,
    covered: {
      names: new Map(waivers.data.waivers.map(({ id, names }) => [id, names])),
      rows: register.data.rows,
    },
  };
};
