import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../answer';
import type { Context } from '../context';
import { keyHealth } from './vendor/key-health';

interface Trial {
  readonly what: string;
  readonly ok: boolean;
  readonly said: string;
  /** Something to do that keeps nothing from working. */
  readonly note?: true;
}

const wordFor = (ok: boolean, note: true | undefined): string => {
  if (!ok) return 'FAILS';
  return note ? 'note ' : 'ok   ';
};

/** Whether this machine and this stage are fit for work. Exit code 2 where they are not. */
export const doctor = async (context: Context): Promise<Answer> => {
  const trials = [
    tool('node', process.versions.node, '>= 20.20', atLeast(process.versions.node, [20, 20])),
    cdk(context),
    yaml(context),
    await stage(context),
    ...(await trail(context)),
    ...(await vendorSecrets(context)),
  ];
  return {
    broken: trials.some((trial) => !trial.ok),
    data: { trials },
    lines: trials.map(({ what, ok, note, said }) => `${wordFor(ok, note)}  ${what.padEnd(10)}  ${said}`),
  };
};

const tool = (what: string, found: string, needed: string, ok: boolean): Trial => ({
  what,
  ok,
  said: ok ? found : `${found}; needed: ${needed}`,
});

const atLeast = (version: string, [major = 0, minor = 0]: readonly number[]): boolean => {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map(Number);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
};

/** Another CDK CLI than the pinned one may refuse the library, or read it wrongly. */
const cdk = ({ root }: Context): Trial => {
  const file = join(root, 'node_modules/aws-cdk/package.json');
  const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies?.['aws-cdk'];
  const found = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : 'not installed';
  return tool('cdk', found, String(pinned), found === pinned);
};

const yaml = (context: Context): Trial => {
  const { findings } = context.workspace();
  const errors = findings.filter((one) => one.severity === 'error').length;
  return {
    what: 'yaml',
    ok: errors === 0,
    said: errors === 0 ? 'no errors' : `${errors} errors; run: npx tandem check`,
  };
};

const stage = async (context: Context): Promise<Trial> => {
  try {
    const { control } = await context.services();
    const launches = await control.launches();
    const live = launches.filter((row) => row.state === 'live').length;
    return { what: 'stage', ok: true, said: `${context.stage} answers; ${live} of ${launches.length} launches live` };
  } catch (error) {
    return { what: 'stage', ok: false, said: error instanceof Error ? error.message : String(error) };
  }
};

/** What nobody keeps is lost after a day; nothing where the stage does not answer, which is said above. */
const trail = async (context: Context): Promise<readonly Trial[]> => {
  const services = await context.services().catch(() => undefined);
  if (services === undefined) return [];
  try {
    return [{ what: 'trail', ok: true, said: `is kept in ${await services.trail.name()}` }];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ what: 'trail', ok: false, said: `${why} What happens is kept for 24 hours, and then lost.` }];
  }
};

/** Absent, old and unused secrets of vendors; nothing where the stage or the YAML cannot be read, which is said above. */
const vendorSecrets = async (context: Context): Promise<readonly Trial[]> => {
  const vendors = context.workspace().workspace?.vendors;
  const services = await context.services().catch(() => undefined);
  if (vendors === undefined || services === undefined) return [];
  const said = await keyHealth(vendors, services.vendorKeys, context.now());
  if (said.length === 0) return [{ what: 'keys', ok: true, said: 'every vendor has its keys, and uses them' }];
  return said.map((one) => ({ what: 'keys', ok: true, note: true, said: one }));
};
