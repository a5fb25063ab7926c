import type { z } from 'zod';
import { purposesSchema, waiversSchema } from '../../../../contracts/platform';
import { vendorSchema } from '../../../../contracts/vendor';
import type { Former } from '../../../evidence/changes/former';
import { launchesOfFiles } from '../../../evidence/changes/launches';
import { type Vendors, vendorRegister } from '../../../governance/register/vendor-register';
import { WAIVERS_FILE } from '../../../governance/waiver-findings';
import { parseYaml } from '../../../workspace/yaml-file';
import { EnvironmentError } from '../../context';
import { commitNamed, filesAt, timeOf } from './commit';

const PURPOSES_FILE = 'platform/purposes.yaml';
const VENDOR_FILE = /^platform\/vendors\/[^/]+\.ya?ml$/;

/**
 * What the files of a commit say, which a branch, tag or id names: its code is not run. Without a file of waivers it had
 * none; one that cannot be read now is refused.
 */
export const formerCommit = (root: string, ref: string): Former => {
  const commit = commitNamed(root, ref);
  const asOf = timeOf(root, commit).toISOString().slice(0, 10);
  const files = filesAt(root, commit, [WAIVERS_FILE, PURPOSES_FILE, 'platform/vendors', 'launches']);
  const waivers = files.has(WAIVERS_FILE) ? readAs(waiversSchema, WAIVERS_FILE, files)?.waivers : [];
  if (waivers === undefined) {
    throw new EnvironmentError(
      `${WAIVERS_FILE} of ${ref} cannot be read as waivers are written now; name a later commit.`,
    );
  }
  return { commit, asOf, waivers, vendors: vendorsOf(files, asOf), launches: launchesOfFiles(files) };
};

/** Undefined where one of them cannot be read: a vendor left out would look like one that is new. */
const vendorsOf = (files: ReadonlyMap<string, string>, asOf: string): Vendors | undefined => {
  const purposes = readAs(purposesSchema, PURPOSES_FILE, files)?.purposes;
  const vendors = [...files.keys()]
    .filter((file) => VENDOR_FILE.test(file))
    .map((file) => readAs(vendorSchema, file, files));
  if (purposes === undefined || vendors.includes(undefined)) return undefined;
  return vendorRegister(
    vendors.flatMap((vendor) => vendor ?? []),
    purposes,
    asOf,
  );
};

const readAs = <T extends z.ZodType>(
  schema: T,
  file: string,
  files: ReadonlyMap<string, string>,
): z.infer<T> | undefined => schema.safeParse(parseYaml(file, files.get(file) ?? '').value).data;
