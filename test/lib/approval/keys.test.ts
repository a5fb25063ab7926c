import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from '../../../contracts/approval';
import { readPrivateKey } from '../../../lib/approval/keys/private-key';
import { publicKeyOf, readPublicKey } from '../../../lib/approval/keys/public-key';
import { isSignedBy, signStatement, statementBytes } from '../../../lib/approval/keys/signature';
import { wireString } from '../../../lib/approval/keys/ssh-wire';
import { fromArmour, verifySsh } from '../../../lib/approval/keys/sshsig';

const VECTORS = JSON.parse(readFileSync(join(__dirname, '../../fixtures/approval/signatures.json'), 'utf8'));
const message = Buffer.from(VECTORS.message);
const statement = JSON.parse(VECTORS.message) as Statement;

const publicKey = (text: string) => {
  const key = readPublicKey(text);
  if ('problem' in key) throw new Error(key.problem);
  return key;
};
const ada = publicKey(VECTORS.ssh.line);
const bob = publicKey(VECTORS.bare.pem);

describe('signatures that ssh-keygen made', () => {
  it('are over exactly the bytes that a statement has here', () => {
    expect(statementBytes(statement).toString()).toBe(VECTORS.message);
  });

  it.each(['sha512', 'sha256'])('verify over %s', (hash) => {
    const value = VECTORS.ssh[hash];
    expect(verifySsh(message, Buffer.from(value, 'base64'), ada)).toBe(true);
    const signature = { kind: 'sshsig', key: VECTORS.ssh.fingerprint, value } as const;
    expect(isSignedBy({ statement, signature }, ada)).toBe(true);
    expect(isSignedBy({ statement, signature }, bob)).toBe(false);
    expect(isSignedBy({ statement, signature: { ...signature, kind: 'ed25519' } }, ada)).toBe(false);
  });

  it('verify as they come from the terminal', () => {
    expect(fromArmour(VECTORS.ssh.armoured)?.toString('base64')).toBe(VECTORS.ssh.sha512);
    expect(fromArmour('Signing failed')).toBeUndefined();
  });

  it.each([
    ['made for something else', () => VECTORS.ssh.otherNamespace],
    ['of another kind of key', () => VECTORS.refused.rsaSignature],
    ['with bytes behind it', () => `${VECTORS.ssh.sha512.replace(/=+$/, '')}AAAA`],
    ['cut short', () => VECTORS.ssh.sha512.slice(0, 120)],
    ['that is none', () => 'U1NIU0lH'],
  ])('are refused when they are %s', (_case, value) => {
    expect(verifySsh(message, Buffer.from(value(), 'base64'), ada)).toBe(false);
  });

  it('are refused over other bytes, and with any bit of them turned', () => {
    expect(verifySsh(Buffer.from('other'), Buffer.from(VECTORS.ssh.sha512, 'base64'), ada)).toBe(false);
    const blob = Buffer.from(VECTORS.ssh.sha512, 'base64');
    const passing = Array.from({ length: blob.length * 8 }, (_none, bit) => {
      const turned = Buffer.from(blob);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return verifySsh(message, turned, ada) ? [bit] : [];
    });
    expect(passing.flat()).toEqual([]);
  });

  it('are the ones that are made here', () => {
    const key = readPrivateKey(VECTORS.ssh.private);
    if ('problem' in key) throw new Error(key.problem);
    // Ed25519 is deterministic: the same key and bytes make the same signature.
    expect(signStatement(statement, key)).toEqual({
      kind: 'sshsig',
      key: VECTORS.ssh.fingerprint,
      value: VECTORS.ssh.sha512,
    });
  });
});

describe('signatures that OpenSSL made', () => {
  const signature = { kind: 'ed25519', key: bob.fingerprint, value: VECTORS.bare.signature } as const;

  it('verify, and are the ones that are made here', () => {
    expect(isSignedBy({ statement, signature }, bob)).toBe(true);
    const key = readPrivateKey(VECTORS.bare.private);
    expect('problem' in key ? key.problem : signStatement(statement, key)).toEqual(signature);
  });

  it('are refused over the statement without what our signatures begin with', () => {
    const value = sign(null, message, createPrivateKey(VECTORS.bare.private)).toString('base64');
    expect(isSignedBy({ statement, signature: { ...signature, value } }, bob)).toBe(false);
  });

  it('are refused in another writing of the same bytes', () => {
    // Base64 leaves four bits of the last letter without a meaning.
    const value = VECTORS.bare.signature.replace(/g==$/, 'h==');
    expect(Buffer.from(value, 'base64').equals(Buffer.from(VECTORS.bare.signature, 'base64'))).toBe(true);
    expect(value).not.toBe(VECTORS.bare.signature);
    expect(isSignedBy({ statement, signature: { ...signature, value: `${VECTORS.bare.signature}\n` } }, bob)).toBe(
      false,
    );
    expect(isSignedBy({ statement, signature: { ...signature, value } }, bob)).toBe(false);
    expect(isSignedBy({ statement: { ...statement, role: 'finance' }, signature }, bob)).toBe(false);
  });
});

describe('public keys', () => {
  it('are the same key in every way of writing', () => {
    const der = Buffer.from(VECTORS.bare.pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
    expect(ada.fingerprint).toBe(VECTORS.ssh.fingerprint);
    expect(publicKey(der.toString('base64')).fingerprint).toBe(bob.fingerprint);
    expect(publicKey(`ssh-ed25519 ${bob.wire.toString('base64')} bob@laptop`).fingerprint).toBe(bob.fingerprint);
  });

  it.each([
    ['an RSA line', () => VECTORS.refused.rsa, 'kind'],
    ['an ECDSA line', () => VECTORS.refused.ecdsa, 'kind'],
    ['RSA as SPKI', () => VECTORS.refused.rsaSpki, 'kind'],
    ['a certificate', () => VECTORS.refused.certificate, 'certificate'],
    ['a key of a security token', () => 'sk-ssh-ed25519@openssh.com AAAA', 'hardware'],
    ['a private key', () => VECTORS.ssh.private, 'private'],
    ['no key', () => 'ada', 'unreadable'],
    ['nothing', () => '', 'unreadable'],
    ['a line without a key', () => 'ssh-ed25519', 'unreadable'],
    ['a line with another key in it', () => `ssh-ed25519 ${VECTORS.refused.rsa.split(' ')[1]}`, 'unreadable'],
    [
      'a line with bytes behind',
      () => `ssh-ed25519 ${Buffer.concat([ada.wire, ada.wire]).toString('base64')}`,
      'unreadable',
    ],
    [
      'a key of 31 bytes',
      () =>
        `ssh-ed25519 ${Buffer.concat([wireString('ssh-ed25519'), wireString(Buffer.alloc(31, 9))]).toString('base64')}`,
      'unreadable',
    ],
  ])('are refused for %s', (_case, text, problem) => {
    expect(readPublicKey(text())).toEqual({ problem });
  });

  // https://github.com/jedisct1/libsodium, ge25519_has_small_order; and the same with the sign bit.
  it.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  ])('are refused for a point under which anybody can sign: %s', (hex) => {
    expect(publicKeyOf(Buffer.from(hex, 'hex'))).toEqual({ problem: 'weak' });
  });

  it('have the fingerprint of their bytes on the wire', () => {
    expect(ada.fingerprint).toBe(`SHA256:${createHash('sha256').update(ada.wire).digest('base64').replace(/=+$/, '')}`);
  });
});

describe('private keys', () => {
  it.each([
    ['locked with a passphrase, of SSH', () => VECTORS.locked.ssh, 'locked'],
    ['locked with a passphrase, as PEM', () => VECTORS.locked.pem, 'locked'],
    ['of RSA', () => VECTORS.refused.rsaPrivate, 'kind'],
    ['of ECDSA, of SSH', () => VECTORS.refused.ecdsaPrivate, 'kind'],
    ['public', () => VECTORS.ssh.line, 'unreadable'],
    [
      'cut short',
      () => VECTORS.ssh.private.replace(/\n.{20}\n-----END/, '\n-----END').replace(/\n[^\n]+\n-----END/, '\n-----END'),
      'unreadable',
    ],
  ])('are not read when they are %s', (_case, text, problem) => {
    expect(readPrivateKey(text())).toEqual({ problem });
  });

  it('belong to the public key that they say', () => {
    const key = readPrivateKey(VECTORS.ssh.private);
    const own = 'problem' in key ? undefined : createPublicKey(key.key).export({ format: 'der', type: 'spki' });
    expect(own).toEqual(ada.key.export({ format: 'der', type: 'spki' }));
  });
});
