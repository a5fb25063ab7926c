import { signingSecret, type Vendor } from '../../../../contracts/vendor';
import { KeyListError, type ListedKey, parseKeyList } from '../../../../contracts/webhook-key-list';
import { handshakeSecret } from '../../../../contracts/webhook-rules';
import type { VendorKeys } from '../../aws/vendor-keys';

/** What is to be done about a stage's secrets of vendors, one sentence each; empty where nothing is. */
export const keyHealth = async (
  vendors: readonly Vendor[],
  vendorKeys: VendorKeys,
  now: Date,
): Promise<readonly string[]> => {
  const there = new Set(await vendorKeys.list());
  const named = new Set(vendors.flatMap(secretsOf));
  const unnamed = [...there].filter((name) => !named.has(name)).sort();
  const each = await Promise.all(vendors.map((vendor) => ofVendor(vendor, there, vendorKeys, now)));
  return [...each.flat(), ...unnamed.map((name) => `unused: ${name}, which no vendor's file names`)];
};

const secretsOf = ({ vendor, inbound, outbound }: Vendor): readonly string[] => [
  ...(outbound === undefined ? [] : [outbound.auth.secret]),
  ...(outbound === undefined || outbound.sign === 'none' ? [] : [signingSecret(vendor)]),
  ...(inbound === undefined ? [] : [inbound.secret, handshakeSecret(inbound) ?? []].flat()),
];

const YEAR_MS = 365 * 86_400_000;

const ofVendor = async (
  vendor: Vendor,
  there: ReadonlySet<string>,
  vendorKeys: VendorKeys,
  now: Date,
): Promise<readonly string[]> => {
  const absent = secretsOf(vendor)
    .filter((name) => !there.has(name))
    .map((name) => `absent: ${name}; deploy the foundation`);
  const { inbound } = vendor;
  if (inbound === undefined || !there.has(inbound.secret)) return absent;
  const keys = keysIn((await vendorKeys.read(inbound.secret)) ?? '');
  if (keys === undefined) return [...absent, `unreadable: ${inbound.secret} starts like a key list and is none`];
  const used = await vendorKeys.lastUsed(vendor.vendor);
  const none = `absent: ${inbound.secret} holds no key, so that "${vendor.vendor}" is refused (no-key); tandem vendor rotate ${vendor.vendor}`;
  return [
    ...absent,
    ...(keys.length === 0 ? [none] : []),
    ...keys.flatMap((key) => ofKey(key, `${inbound.secret} (${key.id})`, used.get(key.id), now)),
  ];
};

const ofKey = (
  { state, since, until = '' }: ListedKey,
  name: string,
  used: string | undefined,
  now: Date,
): readonly string[] => [
  ...(state === 'current' && since !== '' && now.getTime() - Date.parse(since) > YEAR_MS
    ? [`old: ${name} is in use since ${since.slice(0, 10)}; rotate it`]
    : []),
  ...(used === undefined && state !== 'previous' ? [`unused: ${name} has verified no webhook yet`] : []),
  ...(state === 'previous' && until <= now.toISOString()
    ? [`old: ${name} is a former key whose overlap ended on ${until.slice(0, 10)}; tandem vendor rotate drops it`]
    : []),
];

const keysIn = (text: string): readonly ListedKey[] | undefined => {
  try {
    return parseKeyList(text);
  } catch (error) {
    if (error instanceof KeyListError) return undefined;
    throw error;
  }
};
