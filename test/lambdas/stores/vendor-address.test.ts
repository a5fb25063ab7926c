import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../../../lambdas/stores/addresses';
import { createPostToVendor, guardedAgent } from '../../../lambdas/stores/vendor.http';

const request = (over: object = {}) => ({
  url: 'https://api.mailhub.example/send?list=1',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{}'),
  timeoutMs: 2000,
  ...over,
});

describe('a vendor whose address is not one that may be sent to', () => {
  const refused = { code: 'vendor.address-refused', retryable: false };
  const answering = (...addresses: string[]): LookupFunction =>
    ((_host, options, done) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      if (options.all === true) done(null, found);
      else done(null, found[0]?.address ?? '', found[0]?.family);
    }) satisfies LookupFunction;

  it.each([
    'http://api.mailhub.example/',
    'https://127.0.0.1/',
    'https://93.184.215.14/',
    'https://[::1]/',
    'https://169.254.169.254/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://localhost/',
    'https://api.mailhub.example:8443/',
    'https://user@api.mailhub.example/',
    'https://api.mailhub.example@evil.example/',
    'https://api.mailhub.example\\@evil.example/',
    'https://api.mailhub.example./',
    'https://API.mailhub.example/',
    'https://api.mailhub.example#@evil.example/',
    'https://api%2emailhub.example/',
    'file:///etc/passwd',
    '',
  ])('refuses %j before it looks anything up', async (url) => {
    const agent = guardedAgent(() => {
      throw new Error('Nothing may be looked up.');
    });
    await expect(createPostToVendor({ agent })(request({ url }))).rejects.toMatchObject(refused);
  });

  it('refuses a name that turned private since it was looked up last', async () => {
    let lookups = 0;
    const agent = guardedAgent((host, options, done) => {
      lookups += 1;
      answering(lookups === 1 ? '93.184.215.14' : '10.0.0.5')(host, options, done);
    });
    const guarded = createPostToVendor({ agent });
    // The first address is public and answers nobody here; what counts is that it was not refused.
    await expect(guarded(request({ timeoutMs: 50 }))).rejects.not.toMatchObject(refused);
    await expect(guarded(request())).rejects.toMatchObject(refused);
    expect(lookups).toBe(2);
  });

  it.each([
    ['a private address', ['10.0.0.5']],
    ['the instance’s metadata', ['169.254.169.254']],
    ['a private address behind a public one', ['93.184.215.14', '127.0.0.1']],
    ['a mapped address', ['::ffff:10.0.0.5']],
    ['no address', []],
  ])('refuses a name that resolves to %s', async (_case, addresses) => {
    const guarded = createPostToVendor({ agent: guardedAgent(answering(...addresses)) });
    await expect(guarded(request())).rejects.toMatchObject(refused);
  });
});

describe('isPublicAddress', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])('lets %s through', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '127.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '2002:a00:1::',
    'example.com',
    '',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
