import { createHash } from 'node:crypto';
import type { Workspace } from '../../workspace';
import { canonicalJson } from './canonical-json';
import { controlRegister } from './controls';
import { registerCsv } from './csv';
import { findingsSarif } from './findings-sarif';
import { type Register, registerJsonSchema } from './schema';
import { vendorRegister } from './vendor-register';
import type { WaiverChange } from './waiver-changes';
import type { WaiverEntry } from './waiver-register';

/** File of the hashes of all others, as `sha256sum -c` reads it. */
export const SUMS = 'SHA256SUMS';

/** So that nobody takes design for more than it is. */
const MEANING =
  'designed: at least one rule that is mapped to the control keeps on something, and none is broken. It does not say that the control is met in full, nor that it operated over a period.';

/** What a bundle is written from. */
export interface BundleProps {
  readonly register: Register;
  readonly workspace: Pick<Workspace, 'waivers' | 'vendors' | 'purposes'>;
  readonly waivers: readonly WaiverEntry[];
  /** What changed about waivers since an earlier commit. @default - nobody asked */
  readonly changes?: { readonly since: string; readonly changes: readonly WaiverChange[] } | undefined;
}

/** What `build/` of a bundle says, by file; the same commit gives the same bytes. */
export const buildFiles = ({ register, workspace, waivers, changes }: BundleProps): ReadonlyMap<string, string> => {
  const { vendors, purposes } = workspace;
  const json = {
    register,
    'register.schema': registerJsonSchema(),
    controls: { asOf: register.about.asOf, meaning: MEANING, frameworks: controlRegister(register) },
    waivers: { asOf: register.about.asOf, waivers },
    ...(changes === undefined ? {} : { 'waiver-changes': changes }),
    vendors: { asOf: register.about.asOf, ...vendorRegister(vendors, purposes, register.about.asOf) },
  };
  return new Map([
    ...Object.entries(json).map(([name, data]) => [`build/${name}.json`, `${canonicalJson(data)}\n`] as const),
    ['build/register.csv', registerCsv(register)],
    ['build/findings.sarif', `${canonicalJson(findingsSarif(register, workspace.waivers))}\n`],
  ]);
};

/** The text of `SHA256SUMS`: one line a file, by name. */
export const checksums = (files: ReadonlyMap<string, string>): string =>
  [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, text]) => `${createHash('sha256').update(text).digest('hex')}  ${file}\n`)
    .join('');
