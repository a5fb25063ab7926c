import type { SignedScheme } from '../../contracts/webhook-schemes';

/** What a signature header holds besides signatures, and what is wrong with it. */
export interface SignatureHeader {
  /** All values of `t` and `h`; a header that names one twice is not to be believed. */
  readonly pairs: ReadonlyMap<string, readonly string[]>;
  /** Well-formed signatures of the scheme, decoded; or why there is none. */
  readonly signatures: readonly Buffer[] | 'unsupported-version' | 'signature-malformed';
}

const MOST_SIGNATURES = 10;
const LENGTHS = { sha1: 20, sha256: 32, sha512: 64, ed25519: 64 } as const;
/** Entries that are no signatures. */
const PAIRS: ReadonlySet<string> = new Set(['t', 'h']);

/** Reads a signature header; never throws. */
export const readSignatures = (header: string, scheme: SignedScheme): SignatureHeader => {
  const { label = '', between } = scheme;
  const entries = (between === undefined ? [header] : header.split(between)).map((entry) => labelled(entry, label));
  const pairs = new Map<string, string[]>();
  const candidates: Entry[] = [];
  for (const entry of entries) {
    if (between === ',' && PAIRS.has(entry.name))
      pairs.set(entry.name, [...(pairs.get(entry.name) ?? []), entry.value]);
    else candidates.push(entry);
  }
  return { pairs, signatures: signaturesAmong(candidates, scheme) };
};

interface Entry {
  /** Without its mark; empty for an entry without a label. */
  readonly name: string;
  readonly value: string;
}

/** Splits at the first mark only: base64 ends in `=` itself. */
const labelled = (entry: string, label: string): Entry => {
  const at = label === '' ? -1 : entry.indexOf(label.slice(-1));
  // A long "label" is the start of a signature.
  return at < 1 || at > 16 ? { name: '', value: entry } : { name: entry.slice(0, at), value: entry.slice(at + 1) };
};

const signaturesAmong = (entries: readonly Entry[], scheme: SignedScheme): SignatureHeader['signatures'] => {
  if (entries.length > MOST_SIGNATURES) return 'signature-malformed';
  const ours = entries.filter(({ name }) => name === (scheme.label ?? '').slice(0, -1));
  const wanted = scheme.label === undefined ? ours : ours.filter(({ name }) => name !== '');
  if (wanted.length === 0)
    return entries.some(({ name }) => name !== '') ? 'unsupported-version' : 'signature-malformed';
  const decoded = wanted.flatMap(({ value }) => decode(value, scheme) ?? []);
  return decoded.length === 0 ? 'signature-malformed' : decoded;
};

/** Bytes of a signature; Node decodes leniently, so that only the one right spelling of the right length counts. */
const decode = (text: string, { encoding, algorithm }: SignedScheme): Buffer | undefined => {
  const bytes = Buffer.from(text, encoding);
  if (bytes.toString(encoding) !== text) return undefined;
  const fits = algorithm === 'ecdsa-p256' ? isDerSequence(bytes) : bytes.length === LENGTHS[algorithm];
  return fits ? bytes : undefined;
};

/** The outer shape only: two numbers of at most 33 bytes each. What they are, the verification judges. */
const isDerSequence = (bytes: Buffer): boolean =>
  bytes.length >= 8 && bytes.length <= 72 && bytes[0] === 0x30 && bytes[1] === bytes.length - 2;
