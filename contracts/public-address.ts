import { BlockList, isIP } from 'node:net';

/** Networks that no vendor lives in: our own, the machine's, the instance's metadata, multicast and reserved ones. */
const V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Outside of 2000::/3 nothing is routed; inside, tunnels would carry a private IPv4 address. */
const V6_PUBLIC = '2000::/3';
const V6_REFUSED = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const listOf = (networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
};

const refusedV4 = listOf(V4, 'ipv4');
const publicV6 = listOf([V6_PUBLIC], 'ipv6');
const refusedV6 = listOf(V6_REFUSED, 'ipv6');

/** Whether an address is one that the public internet routes. What is not an address is not. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !refusedV4.check(address, 'ipv4');
  return family === 6 && publicV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
};
