import { createPrivateKey, createPublicKey } from 'node:crypto';
import { signingSecret } from '../../../../contracts/vendor';
import { type Answer, refuse } from '../../answer';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';

/** What makes 32 bytes an Ed25519 private key in DER. */
const ED25519_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const BYTES = 32;

/** Shows the keys with which a vendor can verify what we sign, newest first; the private halves stay in the secret store. */
export const showPublicKey = async (context: Context, vendor: string): Promise<Answer> => {
  const sign = context.workspace().workspace?.vendors.find((one) => one.vendor === vendor)?.outbound?.sign;
  if (sign !== 'standard-webhooks-v1a') {
    const file = `platform/vendors/${vendor}.yaml`;
    const message = `"${vendor}" is not one that we sign for with standard-webhooks-v1a`;
    return refuse(fileFinding('vendor.notInRegistry', file, message, 'Check the name, or set outbound.sign.'));
  }
  const { vendorKeys } = await context.services();
  const text = await vendorKeys.read(signingSecret(vendor));
  if (text === undefined)
    throw new EnvironmentError(`The stage has no signing key for ${vendor}: deploy its foundation.`);
  const keys = text
    .split(/\s+/)
    .filter((key) => key !== '')
    .map(publicKeyOf);
  return { data: { vendor, keys }, lines: keys };
};

/** Standard Webhooks' spelling of a public key, from `whsk_` and base64 or the bare seed. */
const publicKeyOf = (text: string): string => {
  const seed = Buffer.from(text.replace(/^whsk_/, ''), 'base64').subarray(0, BYTES);
  if (seed.length < BYTES) throw new EnvironmentError('The signing key is no Ed25519 key: 32 bytes are needed.');
  const key = createPrivateKey({ key: Buffer.concat([ED25519_DER, seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-BYTES);
  return `whpk_${raw.toString('base64')}`;
};
