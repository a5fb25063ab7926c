import { isIP } from 'node:net';
import type { Vendor } from '../../../contracts/vendor';
import type { Draft } from '../draft';
import type { Path } from '../locate';

/** Every address in a vendor's file to which something is sent. */
export const addressesOf = ({ outbound }: Vendor): readonly { readonly path: Path; readonly url: string }[] => [
  ...(outbound === undefined ? [] : [{ path: ['outbound', 'url'], url: outbound.url }]),
  ...(outbound?.erasure === undefined ? [] : [{ path: ['outbound', 'erasure', 'url'], url: outbound.erasure.url }]),
];

/** Addresses that are not https, or whose host is no public name. What a name resolves to is looked up with `--online` only. */
export const checkAddresses = (vendor: Vendor): readonly Draft[] =>
  addressesOf(vendor).flatMap(({ path, url }) => {
    const why = refusalOf(url);
    return why === undefined ? [] : [{ ...why, path }];
  });

/** Names that mean this machine, this network or nobody, whatever a resolver says. */
const SPECIAL = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|localdomain|home\.arpa|onion|invalid)$/;

const refusalOf = (text: string): Omit<Draft, 'path'> | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    return { code: 'vendor.host', message: `"${text}" is no address`, fix: 'Write it as https://host/path.' };
  }
  if (url.protocol !== 'https:') {
    const message = `"${text}" is not https: whoever is on the way could read and change it`;
    return { code: 'vendor.plainHttp', message, fix: 'Use the https address of the vendor.' };
  }
  const name = url.hostname.replace(/\.$/, '');
  const why = hostRefusal(name, url);
  if (why === undefined) return undefined;
  return {
    code: 'vendor.host',
    message: `"${name}" ${why}`,
    fix: 'Use the public name of the vendor, without a port.',
  };
};

const hostRefusal = (name: string, { port, username, password }: URL): string | undefined => {
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return 'is an address, not a name';
  if (SPECIAL.test(name) || !name.includes('.')) return 'is a name of a private network';
  if (username !== '' || password !== '') return 'comes with a user or password in the address';
  return port === '' ? undefined : `is asked on port ${port}; only 443 is allowed`;
};
