import { basicUser, createFindSource, writeKey } from '../../../lambdas/domain/write-key';

const source = (name: string, keyVersion = 1) => ({
  source: name,
  owner: 'it',
  keyVersion,
  unknownEvents: 'quarantine' as const,
  unknownProperties: 'strip' as const,
});
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('createFindSource', () => {
  const find = createFindSource('master', [source('web-shop'), source('till', 2)]);

  it('finds the source of its key', () => {
    expect(find(writeKey('master', 'web-shop', 1))?.source).toBe('web-shop');
    expect(find(writeKey('master', 'till', 2))?.source).toBe('till');
  });

  it.each([
    ['a revoked version', writeKey('master', 'till', 1)],
    ['another master key', writeKey('other', 'web-shop', 1)],
    ["another source's MAC", `web-shop.${writeKey('master', 'till', 2).split('.')[1]}`],
    ['an unknown source', writeKey('master', 'kiosk', 1)],
    ['a name of the prototype', 'constructor.x'],
    ['no dot', 'web-shop'],
    ['nothing', ''],
  ])('refuses %s', (_case, key) => {
    expect(find(key)).toBeUndefined();
  });

  it('makes the key of a source and version always the same', () => {
    expect(writeKey('master', 'web-shop', 1)).toMatch(/^web-shop\.[\w-]{43}$/);
    expect(writeKey('master', 'web-shop', 1)).toBe(writeKey('master', 'web-shop', 1));
  });
});

describe('basicUser', () => {
  it('is the user name, with or without a password', () => {
    expect(basicUser(basic('key:'))).toBe('key');
    expect(basicUser(basic('key:secret:more'))).toBe('key');
    expect(basicUser(basic('key'))).toBe('key');
  });

  it.each([undefined, '', 'Bearer abc', 'Basic', 'Basic !!'])('is undefined for %s', (header) => {
    expect(basicUser(header)).toBeUndefined();
  });
});
