import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type PrivateKey, readPrivateKey } from '../../lib/approval/keys/private-key';
import { type BundleSubject, sealed } from '../../lib/evidence/seal';

/** Of what the bundles of tests are. */
export const SUBJECT: BundleSubject = {
  organisation: 'Coats',
  stage: 'prod',
  account: '111122223333',
  commit: '0123456789abcdef0123456789abcdef01234567',
  committedAt: '2026-11-22T12:00:00.000Z',
  asOf: '2026-11-22',
};

/** What the bundles of tests hold. */
export const FILES: ReadonlyMap<string, string> = new Map([
  ['build/findings.csv', '"key"\r\n"a"\r\n'],
  ['build/register.json', '{"rows":[]}\n'],
  ['build/templates/stack.json', '{"Resources":{}}\n'],
  ['period/log.json', '[1,2,3]\n'],
]);

/** A new key as a PEM file has it. */
export const newKeyPem = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** A key that signs. */
export const keyOf = (pem: string): PrivateKey => {
  const read = readPrivateKey(pem);
  if ('problem' in read) throw new Error(`A key of a test is ${read.problem}.`);
  return read;
};

/** Writes files to a new folder; its path. */
export const folderWith = (files: ReadonlyMap<string, string | Uint8Array>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bundle-'));
  for (const [file, content] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
};

/** A bundle in a new folder, signed where a key is given. */
export const bundleFolder = (key?: PrivateKey, files = FILES): string => folderWith(sealed(files, SUBJECT, key));
