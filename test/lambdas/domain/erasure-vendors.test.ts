import type { ErasureRequest } from '../../../lambdas/domain/erasure-message';
import { ada, lives } from '../../support/erasure-lives';
import { createErasureWorld, type ErasureWorld, NOW, VENDORS, vendorOf } from '../../support/erasure-world';

describe('vendors of an erased customer', () => {
  it('are told by tokens, and listed with what came of it', async () => {
    const world = createErasureWorld();
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    const token = await world.vault.findToken({ kind: 'email', value: ada.email });
    await world.work();
    expect(world.asked()).toEqual([
      { kind: 'erasure', receipt, vendor: 'mailhub', identifiers: [{ field: 'email', token }], attempts: 0 },
    ]);
    expect(JSON.stringify(world.asked())).not.toContain('ada');
    const { vendors } = await world.receipt(receipt);
    expect(vendors).toMatchObject([
      { vendor: 'mailhub', outcome: 'no-answer', agreement: 'DPA-mailhub' },
      { vendor: 'textly', outcome: 'nothing-sent' },
      { vendor: 'listener', outcome: 'nothing-sent' },
    ]);
  });

  it('keep the values they are told by in the vault until all have answered, and no longer', async () => {
    const world = createErasureWorld({ answering: ['mailhub'], pollSeconds: 60 });
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    const ports = {
      ...world.ports,
      askVendor: async (request: ErasureRequest) => {
        expect(world.vault.held()).toContain(ada.email);
        await world.ports.askVendor(request);
      },
    };
    await world.work(ports);
    const proof = await world.receipt(receipt);
    expect(proof.vendors[0]).toMatchObject({ vendor: 'mailhub', outcome: 'erased', attempts: 1, status: 202 });
    // Not the day that a vendor has, only the time in which what was under way can still write.
    expect(Date.parse(proof.finishedAt ?? '') - Date.parse(NOW)).toBeLessThanOrEqual(91_000);
    expect(world.vault.held()).toEqual([]);
  });

  const TWO = [VENDORS[0], vendorOf('postly', { ...VENDORS[0], vendor: 'postly' })].flatMap((one) => one ?? []);
  const outcomes = async (world: ErasureWorld, receipt: string) =>
    (await world.receipt(receipt)).vendors.map(({ vendor, outcome }) => `${vendor} ${outcome}`);

  it('are shown as they answer, while others are waited for', async () => {
    const world = createErasureWorld({ vendors: TWO, answering: ['postly'] });
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    await world.work(world.ports, 7200);
    expect(await outcomes(world, receipt)).toEqual(['mailhub asked', 'postly erased']);
    expect(world.vault.held()).toContain(ada.email);
    world.confirm('mailhub', 'failed');
    await world.work();
    expect(await outcomes(world, receipt)).toEqual(['mailhub failed', 'postly erased']);
    expect(await world.isGenuine(receipt)).toBe(true);
  });

  it('are held to what they said first, and to no answer after their time', async () => {
    const world = createErasureWorld({ vendors: TWO, answering: ['postly'] });
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    await world.work(world.ports, 7200);
    world.confirm('postly', 'failed');
    await world.work();
    const signed = await world.receipt(receipt);
    expect(await outcomes(world, receipt)).toEqual(['mailhub no-answer', 'postly erased']);
    world.confirm('mailhub');
    await world.work();
    expect(await world.receipt(receipt)).toEqual(signed);
  });

  it.each([
    [
      'has no address for it',
      vendorOf('mailhub', { outbound: { ...VENDORS[1]?.outbound } as never }),
      'no-erasure-address',
    ],
    [
      'has no approval in force',
      vendorOf('mailhub', {
        ...VENDORS[0],
        approval: { by: 'it', ticket: 'SEC-1', date: '2025-01-01', expires: '2026-01-01' },
      }),
      'approval-expired',
    ],
  ])('are listed to be asked by hand where one %s', async (_case, vendor, reason) => {
    const world = createErasureWorld({ vendors: [vendor] });
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    await world.work();
    expect(world.asked()).toEqual([]);
    const [listed] = (await world.receipt(receipt)).vendors;
    expect(listed).toEqual({ vendor: 'mailhub', outcome: 'by-hand', agreement: 'DPA-mailhub', attempts: 0, reason });
  });
});
