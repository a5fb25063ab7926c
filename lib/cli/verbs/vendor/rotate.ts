import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { durationSeconds } from '../../../../contracts/duration';
import type { Vendor } from '../../../../contracts/vendor';
import type { Inbound } from '../../../../contracts/vendor-inbound';
import { keyListText, type ListedKey, parseKeyList } from '../../../../contracts/webhook-key-list';
import { OWN_KEYS } from '../../../../contracts/webhook-rules';
import { type Answer, refuse } from '../../answer';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';
import { inboundVendor } from './inbound-vendor';
import { needsKey, nextStep, type RotationStep } from './rotation';

export interface RotateOptions {
  /** File with the new key, `-` for the standard input; never an option, which the shell would keep. */
  readonly keyFile?: string;
  /** Of the former key, once the new one is in use, in words. @default one day */
  readonly overlap?: string;
  /** In which the vendor should use the new key. @default seven days */
  readonly within?: string;
  readonly now?: boolean;
  readonly withdraw?: boolean;
  readonly show?: boolean;
}

/** Does the next step of a rotation of a vendor's key, and says what comes after it. */
export const rotateVendor = async (context: Context, name: string, options: RotateOptions): Promise<Answer> => {
  const found = inboundVendor(context, name);
  if ('refusal' in found) return found.refusal;
  const { vendor, inbound } = found;
  const { vendorKeys } = await context.services();
  const [text = '', lastUsed] = await Promise.all([
    vendorKeys.read(inbound.secret),
    vendorKeys.lastUsed(vendor.vendor),
  ]);
  const keys = parseKeyList(text);
  if (options.show === true) return shown(vendor, keys, lastUsed);
  if (options.withdraw === true) {
    const left = keys.filter(({ state }) => state !== 'pending');
    await vendorKeys.write(inbound.secret, keyListText(left));
    return said(vendor, left, lastUsed, 'The pending key is taken back; nothing else changed.');
  }
  const asked = needsKey(keys);
  const secret = asked ? newKey(inbound, options) : undefined;
  if (asked && secret === undefined) return refuse(keyNeeded(name, inbound));
  const now = context.now();
  const { step, keys: next } = nextStep(
    {
      keys,
      lastUsed,
      now,
      overlapSeconds: durationSeconds(options.overlap ?? '1 day'),
      withinSeconds: durationSeconds(options.within ?? '7 days'),
      atOnce: options.now === true,
    },
    secret === undefined ? undefined : { id: keyId(now), secret },
  );
  if (next !== keys) await vendorKeys.write(inbound.secret, keyListText(next));
  if (step === 'former-in-use') return refuse(formerInUse(name));
  return said(vendor, next, lastUsed, sentence(step, context, inbound), step);
};

/** Random, of the form that the scheme asks for, or read from the file; undefined where only the vendor can give it. */
const newKey = ({ scheme }: Inbound, { keyFile }: RotateOptions): string | undefined => {
  if (keyFile !== undefined) {
    const text = readFileSync(keyFile === '-' ? 0 : keyFile, 'utf8').trim();
    if (text === '' || /\s/.test(text)) throw new EnvironmentError('The file has to hold one key, and nothing else.');
    return text;
  }
  if (!OWN_KEYS.has(scheme)) return undefined;
  return scheme === 'standard-webhooks-v1'
    ? `whsec_${randomBytes(32).toString('base64')}`
    : randomBytes(32).toString('base64url');
};

const keyId = (now: Date): string => `${now.toISOString().slice(0, 10)}-${randomBytes(2).toString('hex')}`;

const sentence = (step: RotationStep, { platform, stage }: Context, { secret }: Inbound): string => {
  const name = `${platform.prefix}/${stage}/vendor/${secret}`;
  const words: Readonly<Record<Exclude<RotationStep, 'former-in-use'>, string>> = {
    'first-key': `The first key is in ${name}. Give it to the vendor, unless it came from there.`,
    'pending-added': `A new key is in ${name}, beside the one in use. Change it at the vendor now; both are accepted. Then run this again.`,
    'pending-unseen':
      'The vendor has not used the new key yet; both are accepted. Change it there, then run this again.',
    promoted:
      'The vendor uses the new key. The former one is still accepted until its overlap is over; then run this again.',
    overlapping: 'The former key is still accepted: its overlap is not over.',
    dropped:
      'The former key is dropped: from now on, in at most five minutes, it verifies nothing. The rotation is over.',
  };
  return words[step as keyof typeof words];
};

const said = (
  { vendor }: Vendor,
  keys: readonly ListedKey[],
  lastUsed: ReadonlyMap<string, string>,
  line: string,
  step?: RotationStep,
): Answer => ({
  data: { vendor, ...(step === undefined ? {} : { step }), keys: keys.map((key) => facts(key, lastUsed)) },
  lines: [line],
});

const shown = ({ vendor }: Vendor, keys: readonly ListedKey[], lastUsed: ReadonlyMap<string, string>): Answer => ({
  data: { vendor, keys: keys.map((key) => facts(key, lastUsed)) },
  lines:
    keys.length === 0
      ? [`"${vendor}" has no key: every webhook is refused.`]
      : keys.map((key) => {
          const { id, state, since, until, lastUsed: used } = facts(key, lastUsed);
          return `${state.padEnd(8)}  ${id}  since ${since || 'unknown'}${until === undefined ? '' : `, until ${until}`}, last used ${used ?? 'never'}`;
        }),
});

/** Everything but the key itself. */
const facts = ({ secret: _, ...key }: ListedKey, lastUsed: ReadonlyMap<string, string>) => {
  const used = lastUsed.get(key.id);
  return { ...key, ...(used === undefined ? {} : { lastUsed: used }) };
};

const keyNeeded = (vendor: string, { scheme }: Inbound) =>
  fileFinding(
    'vendor.keyNeeded',
    `platform/vendors/${vendor}.yaml`,
    `keys of "${scheme}" are made by the vendor`,
    'Save the new key that the vendor shows to a file, and give it with --key-file, or - for the standard input.',
  );

const formerInUse = (vendor: string) =>
  fileFinding(
    'vendor.formerKeyInUse',
    `platform/vendors/${vendor}.yaml`,
    `"${vendor}" still signs with the former key, though its overlap is over`,
    'Find out what still signs with it. If the key leaked, drop it with --now: what it signs is refused from then on.',
  );
