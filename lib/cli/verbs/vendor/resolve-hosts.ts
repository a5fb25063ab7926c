import type { Finding } from '../../../../contracts/finding';
import { isPublicAddress } from '../../../../contracts/public-address';
import type { Vendor } from '../../../../contracts/vendor';
import { docsPage } from '../../../workspace';
import { addressesOf } from '../../../workspace/checks/vendor-address';

/** All addresses of a name; rejects where it has none. */
export type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;

/** Findings about hosts of vendors whose names resolve to nothing, or to an address that the public internet does not route. */
export const resolveHosts = async (vendors: readonly Vendor[], lookup: Lookup): Promise<readonly Finding[]> => {
  const found = await Promise.all(
    vendors.flatMap((vendor) =>
      addressesOf(vendor)
        .filter(({ url }) => URL.canParse(url))
        .map(async ({ path, url }): Promise<readonly Finding[]> => {
          const { hostname } = new URL(url);
          const addresses = await lookup(hostname).catch(() => []);
          const inside = addresses.find(({ address }) => !isPublicAddress(address));
          if (addresses.length > 0 && inside === undefined) return [];
          const why =
            inside === undefined ? 'resolves to nothing' : `resolves to ${inside.address}, which is not public`;
          return [hostFinding(vendor.vendor, path.join('.'), `"${hostname}" ${why}`)];
        }),
    ),
  );
  return found.flat();
};

const hostFinding = (vendor: string, path: string, message: string): Finding => ({
  code: 'vendor.host',
  severity: 'error',
  file: `platform/vendors/${vendor}.yaml`,
  line: 1,
  column: 1,
  path,
  message,
  fix: 'Use the public name of the vendor.',
  docs: docsPage('vendor.host'),
});
