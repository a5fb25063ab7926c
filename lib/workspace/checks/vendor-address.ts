import { isIP } from 'node:net';
import type { Vendor } from '../../../contracts/vendor';
import { say } from '../../messages';
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
    const why = whyNoAddress(url);
    return why === undefined ? [] : [{ ...why, path }];
  });

/** Names that mean this machine, this network or nobody, whatever a resolver says. */
const SPECIAL = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|localdomain|home\.arpa|onion|invalid)$/;

/** Why an address is not one that something may be sent to; undefined where it is. */
export const whyNoAddress = (text: string): Omit<Draft, 'path'> | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return say('vendor.host.noAddress', { url: text });
  if (url.protocol !== 'https:') return say('vendor.plainHttp', { url: text });
  const { port, username, password } = url;
  const host = url.hostname.replace(/\.$/, '');
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return say('vendor.host.number', { host });
  if (SPECIAL.test(host) || !host.includes('.')) return say('vendor.host.private', { host });
  if (username !== '' || password !== '') return say('vendor.host.user', { host });
  return port === '' ? undefined : say('vendor.host.port', { host, port });
};
