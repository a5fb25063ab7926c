import * as fc from 'fast-check';
import { type PreferenceLink, preferenceKeys, readLink, signLink } from '../../../lambdas/domain/preference-token';

const NOW = Date.parse('2026-11-27T12:00:00.000Z');
const link: PreferenceLink = {
  strand: 'user_id:tok_0123456789abcdefghijAB',
  expires: NOW / 1000 + 60,
  message: { id: 'msg_1', purpose: 'offers', channel: 'email' },
};
const keys = ['new-key', 'old-key'];

describe('links to the preference centre', () => {
  it('come back as they were signed, by any key that is in use', () => {
    for (const key of keys) {
      expect(readLink(signLink(link, [key]), keys, NOW)).toEqual({ kind: 'valid', link });
    }
    const { message: _, ...bare } = link;
    expect(readLink(signLink(bare, keys), keys, NOW)).toEqual({ kind: 'valid', link: bare });
  });

  it('are made with the first key, and need one', () => {
    expect(readLink(signLink(link, keys), ['new-key'], NOW).kind).toBe('valid');
    expect(readLink(signLink(link, keys), ['old-key'], NOW).kind).toBe('invalid');
    expect(() => signLink(link, [])).toThrow('no key');
  });

  it('end at their very instant', () => {
    const token = signLink(link, keys);
    expect(readLink(token, keys, link.expires * 1000 - 1).kind).toBe('valid');
    expect(readLink(token, keys, link.expires * 1000)).toEqual({ kind: 'expired', link });
  });

  it('are refused once any character is another, or one is missing or added', () => {
    const token = signLink(link, keys);
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'Aa0_-.=/ +é'), (at, sign) => {
        const changed = `${token.slice(0, at)}${sign}${token.slice(at + 1)}`;
        fc.pre(changed !== token);
        expect(readLink(changed, keys, NOW)).toEqual({ kind: 'invalid' });
        expect(readLink(token.slice(0, at), keys, NOW)).toEqual({ kind: 'invalid' });
        expect(readLink(`${token}${sign}`, keys, NOW)).toEqual({ kind: 'invalid' });
      }),
    );
  });

  it('are refused whatever else is sent in their place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 2000 }), fc.webPath()), (text) => {
        expect(readLink(text, keys, NOW)).toEqual({ kind: 'invalid' });
      }),
    );
  });

  it('hold no value that says who it is', () => {
    const [, body = ''] = signLink(link, keys).split('.');
    expect(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).toEqual([
      'user_id:tok_0123456789abcdefghijAB',
      link.expires,
      'msg_1',
      'offers',
      'email',
    ]);
  });

  it('are read with every key in the secret’s text', () => {
    expect(preferenceKeys(' new-key\n old-key ')).toEqual(keys);
  });
});
