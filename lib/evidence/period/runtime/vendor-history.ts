import { z } from 'zod';
import { vendorSchema } from '../../../../contracts/vendor';
import { parseYaml } from '../../../workspace/yaml-file';
import type { PeriodInput } from '../input';
import { fileHistory, filesEver } from '../people/file-history';

/** Only these two are read, so that a file of an earlier shape is read, too. */
const approvedSchema = z.object({ vendor: z.string(), approval: vendorSchema.shape.approval });

/** A vendor's approval as a commit of the branch left it; undefined where it has none that can be read. */
export interface VendorVersion {
  /** ISO 8601. */
  readonly at: string;
  readonly commit: string;
  readonly approval: z.infer<typeof approvedSchema>['approval'] | undefined;
}

/** Versions by vendor, oldest first. */
export type VendorVersions = ReadonlyMap<string, readonly VendorVersion[]>;

const FOLDER = 'platform/vendors';

/** Approvals of all vendors that the branch ever had, up to the end of a period. Throws `GitError`. */
export const vendorHistory = ({ root, commit, to }: Pick<PeriodInput, 'root' | 'commit' | 'to'>): VendorVersions =>
  new Map(
    filesEver(root, commit, FOLDER)
      .flatMap((file) => {
        const vendor = /^platform\/vendors\/([^/]+)\.yaml$/.exec(file)?.[1];
        return vendor === undefined ? [] : [[vendor, file] as const];
      })
      .map(([vendor, file]) => [
        vendor,
        fileHistory(root, commit, file, to).map(({ at, commit: id, text }) => ({
          at,
          commit: id,
          approval: text === undefined ? undefined : approvalIn(file, text),
        })),
      ]),
  );

const approvalIn = (file: string, text: string): VendorVersion['approval'] =>
  approvedSchema.safeParse(parseYaml(file, text).value).data?.approval;

/** When a UTC day begins, epoch milliseconds. */
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);

/** Whether a version, while it is the last one, has the vendor approved at a moment. */
export const isInForce = ({ approval }: VendorVersion, at: number): boolean =>
  approval !== undefined && at >= dayStart(approval.date) && at < dayStart(approval.expires);

/** Whether the branch had a vendor approved at a moment, ISO 8601. */
export const isApproved = (history: VendorVersions, vendor: string, at: string): boolean => {
  const version = history.get(vendor)?.findLast((one) => Date.parse(one.at) <= Date.parse(at));
  return version !== undefined && isInForce(version, Date.parse(at));
};
