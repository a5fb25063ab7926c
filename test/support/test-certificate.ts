import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

/** A certificate that stands for itself, made for one run, and its private key. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const text = (value: string): Buffer => Buffer.from(value, 'ascii');
const time = (date: Date): Buffer => der(0x17, text(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

const ECDSA_WITH_SHA256 = sequence(bytes('06082a8648ce3d040302'));
const COMMON_NAME = bytes('0603550403');
const SUBJECT_ALT_NAME = bytes('0603551d11');
const BASIC_CONSTRAINTS = bytes('0603551d13');
const DAY_MS = 86_400_000;

const extensions = (hosts: readonly string[]): Buffer => {
  const names = sequence(...hosts.map((host) => der(0x82, text(host))));
  const authority = sequence(der(0x01, bytes('ff')));
  return der(
    0xa3,
    sequence(
      sequence(SUBJECT_ALT_NAME, der(0x04, names)),
      sequence(BASIC_CONSTRAINTS, der(0x01, bytes('ff')), der(0x04, authority)),
    ),
  );
};

/** A self-signed certificate (X.509 v3, ECDSA P-256) for host names, good for a day around now. */
export const testCertificate = (...hosts: readonly string[]): TestCertificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, text(hosts[0] ?? '')))));
  const validity = sequence(time(new Date(Date.now() - DAY_MS)), time(new Date(Date.now() + DAY_MS)));
  const version = der(0xa0, der(0x02, bytes('02')));
  const serial = der(0x02, bytes('01'));
  const signed = sequence(version, serial, ECDSA_WITH_SHA256, name, validity, name, publicKey, extensions(hosts));
  const signature = sign('sha256', signed, createPrivateKey(privateKey));
  const certificate = sequence(signed, ECDSA_WITH_SHA256, der(0x03, bytes('00'), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return { cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`, key: privateKey };
};
