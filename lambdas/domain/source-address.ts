import { BlockList, isIPv6 } from 'node:net';

/** Whether a request's address is one that a vendor's file names. */
export type IsAllowedSource = (address: string) => boolean;

/** Compiles a list of addresses and ranges; without a list everybody may send. */
export const compileSources = (from: readonly string[] | undefined): IsAllowedSource => {
  if (from === undefined) return () => true;
  const list = new BlockList();
  for (const entry of from) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
};
