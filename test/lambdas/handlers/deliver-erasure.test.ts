import type { Vendor, VendorState } from '../../../contracts/vendor';
import type { ErasureRequest } from '../../../lambdas/domain/erasure-message';
import type { VendorContent } from '../../../lambdas/domain/vendor-call';
import type { CallEnd, CallVendor, VendorAnswer } from '../../../lambdas/handlers/deliver-message/call-vendor';
import { createDeliverErasure } from '../../../lambdas/handlers/deliver-message/deliver-erasure';
import { VENDORS, vendorOf } from '../../support/erasure-world';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryVault } from '../../support/memory-vault';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const EMAIL = 'ada@shoppers.test';

const open = async (answer: Partial<VendorAnswer> | CallEnd, vendors: readonly Vendor[] = VENDORS) => {
  const vault = createMemoryVault();
  const [token = ''] = await vault.make([{ kind: 'email', value: EMAIL }]);
  const bus = createMemoryBus();
  /** What IT says of the vendor, each time it is asked. */
  const states: VendorState[] = [];
  const sent: VendorContent[] = [];
  const later: { readonly request: ErasureRequest; readonly delay: number }[] = [];
  const { log, lines } = createRecordingLog();
  const callVendor: CallVendor = async (_vendor, { send, answered }) => {
    if ('end' in answer) return answer;
    const got = await send(async (content) => {
      sent.push(content);
      return { status: 202, durationMs: 5, reason: `http-${answer.status}`, keyId: 'k', ...answer };
    });
    if (got === undefined) return { end: 'unsent' };
    await answered(got);
    return { end: 'answered' };
  };
  const deliver = createDeliverErasure({
    vendors,
    clock: async () => NOW,
    wallClock: () => NOW,
    readVendorState: async () => states.shift() ?? 'active',
    valuesOf: vault.valuesOf,
    callVendor,
    askLater: async (request, delay) => void later.push({ request, delay }),
    publishEvents: bus.publishEvents,
    log,
    count: createRecordingCount().count,
  });
  const request = (over: Partial<ErasureRequest> = {}): ErasureRequest => ({
    kind: 'erasure',
    receipt: 'era_1',
    vendor: 'mailhub',
    identifiers: [{ field: 'email', token }],
    attempts: 0,
    ...over,
  });
  return { vault, states, deliver, request, sent, later, lines, token, reports: () => bus.published() };
};
const outcomes = (reports: ReturnType<Awaited<ReturnType<typeof open>>['reports']>) =>
  reports.map(({ detail: { properties } }) => [properties.outcome, properties.attempts, properties.reason]);

describe('asking a vendor to erase', () => {
  it('sends the vendor’s own fields to its address for this, under the receipt, and reports that it is done', async () => {
    const { deliver, request, sent, reports, lines } = await open({ status: 200 });
    await deliver(request());
    expect(sent.map(({ id, url }) => ({ id, url }))).toEqual([
      { id: 'era_1_mailhub', url: 'https://mail.example/erase' },
    ]);
    expect(JSON.parse(Buffer.from(sent[0]?.body ?? []).toString())).toEqual({
      type: 'customer.erase',
      receipt: 'era_1',
      erase: { email: [EMAIL] },
    });
    const [report] = reports();
    expect(report).toMatchObject({ source: 'tandem.gateway', detailType: 'Erasure Reported' });
    expect(outcomes(reports())).toEqual([['erased', 1, undefined]]);
    expect(JSON.stringify([reports(), lines])).not.toMatch(/ada|tok_/);
  });

  it('reports under the same id whatever is sent again, so that two copies are one report', async () => {
    const { deliver, request, reports } = await open({ status: 200 });
    await deliver(request());
    await deliver(request({ attempts: 1 }));
    expect(new Set(reports().map(({ detail }) => detail.messageId)).size).toBe(1);
  });

  it('asks again, ever later, while the vendor is down, and leaves it to people in the end', async () => {
    const { deliver, request, later, reports } = await open({ status: 503 });
    let next = request();
    const delays: number[] = [];
    for (let asked = 0; asked < 10 && reports().length === 0; asked += 1) {
      await deliver({ ...next, dueAt: NOW.toISOString() });
      const put = later.at(-1);
      if (put === undefined || put.request.attempts === next.attempts) break;
      delays.push((Date.parse(put.request.dueAt ?? '') - NOW.getTime()) / 1000);
      next = put.request;
    }
    expect(delays).toEqual([60, 300, 900, 3600, 7200, 21_600]);
    expect(later.every(({ delay }) => delay <= 900)).toBe(true);
    expect(outcomes(reports())).toEqual([['failed', 7, 'http-503']]);
  });

  it('waits for its time without asking', async () => {
    const { deliver, request, sent, later } = await open({ status: 200 });
    await deliver(request({ dueAt: '2026-11-27T13:00:00.000Z' }));
    expect([sent, later.map(({ delay }) => delay)]).toEqual([[], [900]]);
  });

  it('waits for an open circuit without counting a request', async () => {
    const { deliver, request, later, reports } = await open({ end: 'wait', reason: 'circuit-open', seconds: 30 });
    await deliver(request());
    expect(later).toEqual([{ request: request(), delay: 31 }]);
    expect(reports()).toEqual([]);
  });

  it('reports a refusal of the vendor at once', async () => {
    const { deliver, request, reports } = await open({ status: 422 });
    await deliver(request());
    expect(outcomes(reports())).toEqual([['failed', 1, 'http-422']]);
  });

  it.each<{ case: string; states: readonly VendorState[]; sends: number; reported: unknown }>([
    { case: 'was revoked', states: ['revoked'], sends: 0, reported: ['by-hand', 0, 'vendor-revoked'] },
    {
      case: 'is revoked while the request waits for its turn',
      states: ['active', 'revoked'],
      sends: 0,
      reported: ['by-hand', 0, 'vendor-revoked'],
    },
    { case: 'is suspended', states: ['suspended', 'suspended'], sends: 1, reported: ['erased', 1, undefined] },
  ])('asks a vendor that $case as its state asks for', async ({ states, sends, reported }) => {
    const world = await open({ status: 200 });
    world.states.push(...states);
    await world.deliver(world.request());
    expect([world.sent.length, outcomes(world.reports())]).toEqual([sends, [reported]]);
  });

  const expired = vendorOf('mailhub', {
    ...VENDORS[0],
    approval: { by: 'it', ticket: 'SEC-1', date: '2025-01-01', expires: '2026-01-01' },
  });
  it.each([
    ['approval-expired', [expired], {}],
    ['no-erasure-address', VENDORS, { vendor: 'textly' }],
    ['vendor-unknown', VENDORS, { vendor: 'stranger' }],
    ['too-late', VENDORS, { identifiers: [{ field: 'email', token: 'tok_gone' }] }],
  ] as const)('sends nothing and reports "%s"', async (reason, vendors, over) => {
    const { deliver, request, sent, reports } = await open({ status: 200 }, vendors);
    await deliver(request(over));
    expect(sent).toEqual([]);
    expect(outcomes(reports())).toEqual([['by-hand', 0, reason]]);
  });
});
