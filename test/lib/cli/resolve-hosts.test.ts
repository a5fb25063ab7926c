import { resolveHosts } from '../../../lib/cli/verbs/vendor/resolve-hosts';
import { vendor } from '../../support/decision-fixtures';

const resolvingTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address }));

describe('tandem check --online', () => {
  it('has nothing against a name that resolves to public addresses', async () => {
    expect(await resolveHosts([vendor()], resolvingTo('8.8.8.8', '2606:4700::1111'))).toEqual([]);
  });

  it.each(['10.0.0.7', '169.254.169.254', '127.0.0.1', '::1', 'fd00::1', '::ffff:10.0.0.7'])(
    'finds a name of which one address is %s',
    async (address) => {
      const [finding] = await resolveHosts([vendor()], resolvingTo('8.8.8.8', address));
      expect(finding).toMatchObject({ code: 'vendor.host', path: 'outbound.url' });
      expect(finding?.message).toContain(address);
    },
  );

  it('finds a name that resolves to nothing', async () => {
    const nothing = async () => Promise.reject(new Error('ENOTFOUND'));
    expect(await resolveHosts([vendor()], nothing)).toMatchObject([
      { message: '"api.mailhub.example" resolves to nothing' },
    ]);
  });

  it('asks for nothing where nothing is sent', async () => {
    const { outbound: _, ...silent } = vendor();
    const lookup = jest.fn(resolvingTo('10.0.0.7'));
    expect(await resolveHosts([silent], lookup)).toEqual([]);
    expect(lookup).not.toHaveBeenCalled();
  });
});
