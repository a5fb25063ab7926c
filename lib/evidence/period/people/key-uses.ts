import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PublicKey } from '../../../approval/keys/public-key';
import { isSignedBy } from '../../../approval/keys/signature';
import { APPROVALS, readRecords } from '../../../approval/record-file';

/** An approval that a key has signed. */
export interface KeyUse {
  /** Relative to the project. */
  readonly file: string;
  /** Whom it is of; signed for a review, not with their own hand. */
  readonly person: string;
  /** When they say that they approved, ISO 8601. */
  readonly at: string;
}

/** Uses by fingerprint, by time; records that no listed key has signed are in none. */
export const keyUses = (root: string, keys: readonly PublicKey[]): ReadonlyMap<string, readonly KeyUse[]> => {
  const byFingerprint = new Map(keys.map((key) => [key.fingerprint, key]));
  const uses = new Map<string, KeyUse[]>();
  for (const { file, record } of subjectsIn(root).flatMap((subject) => readRecords(root, subject))) {
    const key = record && byFingerprint.get(record.signature.key);
    if (record === undefined || key === undefined || !isSignedBy(record, key)) continue;
    const { person, at } = record.statement;
    uses.set(key.fingerprint, [...(uses.get(key.fingerprint) ?? []), { file, person, at }]);
  }
  return new Map([...uses].map(([fingerprint, all]) => [fingerprint, all.sort((a, b) => (a.at < b.at ? -1 : 1))]));
};

const subjectsIn = (root: string): readonly string[] =>
  existsSync(join(root, APPROVALS))
    ? readdirSync(join(root, APPROVALS), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];
