import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { artifactsSchema } from '../../../evidence/artifacts';
import type { Former } from '../../../evidence/changes/former';
import { launchesOfTemplates } from '../../../evidence/changes/launches';
import { ABOUT } from '../../../evidence/seal';
import { verifyBundle } from '../../../evidence/verify';
import { controlsSchema } from '../../../governance/register/controls';
import { registerSchema } from '../../../governance/register/schema';
import { vendorsSchema } from '../../../governance/register/vendor-register';
import { waiverRegisterSchema } from '../../../governance/register/waiver-register';
import { EnvironmentError } from '../../context';

/** Whether a folder holds a bundle of evidence. */
export const isBundle = (folder: string): boolean => existsSync(join(folder, ABOUT));

/**
 * Everything that an earlier bundle says. The bundle must be whole and of the same stage; whether it is signed is a matter
 * for verify-evidence.
 */
export const formerBundle = (folder: string, stage: string): Former => {
  const { differences, facts } = verifyBundle(folder, 'hashes-only');
  const [first] = differences;
  if (first !== undefined || facts === undefined) {
    throw new EnvironmentError(`${folder} is no bundle to compare with: ${first?.file ?? ABOUT} ${first?.what ?? ''}.`);
  }
  if (facts.stage !== stage) throw new EnvironmentError(`${folder} is of stage ${facts.stage}; this is ${stage}.`);
  const { waivers } = readAs(waiverRegisterSchema, folder, 'waivers');
  const artifacts = readAs(artifactsSchema, folder, 'artifacts');
  const templates = new Map(artifacts.templates.map(({ file }) => [file, readFileSync(join(folder, file), 'utf8')]));
  return {
    commit: facts.commit,
    asOf: facts.asOf,
    waivers,
    vendors: readAs(vendorsSchema, folder, 'vendors'),
    launches: launchesOfTemplates(templates),
    bundle: {
      register: readAs(registerSchema, folder, 'register'),
      names: new Map(waivers.map(({ id, names }) => [id, names])),
      frameworks: readAs(controlsSchema, folder, 'controls').frameworks,
      artifacts,
      templates,
    },
  };
};

const readAs = <T extends z.ZodType>(schema: T, folder: string, name: string): z.infer<T> => {
  const file = join(folder, 'build', `${name}.json`);
  const read = schema.safeParse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
  if (read.success) return read.data;
  throw new EnvironmentError(
    `${folder} was written by another version of Tandem, whose build/${name}.json says other things. Name its commit instead.`,
  );
};
