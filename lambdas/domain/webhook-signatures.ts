import type { SignedScheme } from '../../contracts/webhook-schemes';

/** Values of the entries of a signature header that begin with a label. */
export const labelled = (entries: readonly string[], label: string): readonly string[] =>
  entries.filter((entry) => entry.startsWith(label)).map((entry) => entry.slice(label.length));

const MOST_SIGNATURES = 10;
/** What ECDSA's signatures begin with, in DER; what follows, the verification judges. */
const DER_SEQUENCE = 0x30;

/** The well-formed signatures of a scheme among the entries of a header, decoded; or why there is none. Never throws. */
export const signaturesAmong = (
  entries: readonly string[],
  { label = '', encoding, bytes: length }: SignedScheme,
): readonly Buffer[] | 'unsupported-version' | 'signature-malformed' => {
  const ours = labelled(entries, label);
  if (ours.length === 0 && entries.some((entry) => /^\w{2,16}[,=]/.test(entry))) return 'unsupported-version';
  const signatures = ours
    .map((text) => Buffer.from(text, encoding))
    .filter(
      (bytes, at) =>
        (length ? bytes.length === length : bytes[0] === DER_SEQUENCE) &&
        // Node decodes leniently: only the one right spelling counts.
        bytes.toString(encoding) === ours[at],
    );
  return signatures.length && ours.length <= MOST_SIGNATURES ? signatures : 'signature-malformed';
};
