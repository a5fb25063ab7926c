import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CustomerExport,
  type CustomerProfile,
  type ErasureReceipt,
  HOLDINGS,
  type Holdings,
} from '../../../contracts/subject-rights';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);
const root = workspaceWith();

const AT = '2026-11-20T10:00:00.000Z';
const stamp = (source: string) => ({ at: AT, key: `${source}#m1` });
const strand = (type: string, token: string) => ({
  strand: `${type}:${token}`,
  type,
  first: stamp('crm'),
  source: 'crm',
});

const profile: CustomerProfile = {
  person: 'user_id:tok_a',
  identifiers: [
    { type: 'user_id', token: 'tok_a', value: 'ada', since: AT },
    { type: 'email', token: 'tok_b', value: 'ada@shoppers.test', since: AT },
    { type: 'anonymous_id', token: 'tok_c', value: 'd1', since: AT },
  ],
  traits: {
    first_name: { value: 'Ada', at: AT, from: 'crm#m1' },
    household_size: { value: 3, at: AT, from: 'crm#m1' },
  },
  lists: ['staff'],
  audiences: ['frequent-shopper'],
  consent: { 'personalised-offers/email': { ...stamp('crm'), status: 'granted' } },
  restricted: false,
  why: {
    person: 'user_id:tok_a',
    rules: 3,
    winner: { ...strand('user_id', 'tok_a'), why: 'observed-first' },
    members: ['user_id:tok_a', 'email:tok_b', 'anonymous_id:tok_c'].map((one) => {
      const [type = '', token = ''] = one.split(':');
      return { ...strand(type, token), shared: false };
    }),
    joined: [
      { strands: ['email:tok_b', 'user_id:tok_a'], since: stamp('crm'), source: 'crm', decisive: true },
      { strands: ['anonymous_id:tok_c', 'email:tok_b'], since: stamp('web-shop'), source: 'web-shop', decisive: true },
      { strands: ['anonymous_id:tok_c', 'user_id:tok_a'], since: stamp('till'), source: 'till', decisive: false },
    ],
    refused: [
      {
        strands: ['anonymous_id:tok_c', 'user_id:tok_z'],
        since: stamp('till'),
        source: 'till',
        reason: 'unique-conflict',
        type: 'user_id',
      },
    ],
    demoted: [],
  },
};

const NONE = Object.fromEntries(HOLDINGS.map((holding) => [holding, 0])) as Holdings;
const receipt = (over: Partial<ErasureReceipt> = {}): ErasureReceipt => ({
  receipt: 'era_0123456789abcdefghijAB',
  step: 'done',
  type: 'email',
  askedBy: 'service-desk',
  erasedAt: AT,
  startedAt: AT,
  finishedAt: AT,
  identifiers: { email: 1, user_id: 1 },
  shared: { anonymous_id: 1 },
  held: { ...NONE, 'profiles.events': 4 },
  late: NONE,
  rescan: { at: AT, left: NONE },
  vendors: [
    { vendor: 'mailhub', outcome: 'erased', agreement: 'DPA-1', attempts: 1, status: 202 },
    { vendor: 'textly', outcome: 'by-hand', agreement: 'DPA-2', attempts: 0, reason: 'no-erasure-address' },
  ],
  retries: 0,
  remains: [{ where: 'event archive', what: 'pseudonymous events', until: '2027-02-18T00:00:00.000Z' }],
  ...over,
});
const ok = (body: object) => ({ status: 200, body: body as Record<string, unknown> });
const problem = (status: number, code: string) => ({ status, body: { code, title: 'A sentence.' } });

describe('tandem customer show', () => {
  it('shows what is known and asks with the identifier in the body', async () => {
    const stage = fakeStage();
    stage.answers.push(ok(profile));
    const { code, out } = await runTandem(root, ['customer', 'show', 'email', 'ada@shoppers.test'], stage);
    expect(code).toBe(0);
    expect(stage.asked).toEqual([{ verb: 'lookup', body: { type: 'email', value: 'ada@shoppers.test' } }]);
    for (const line of [
      /user_id +ada +2026-11-20 10:00/,
      /first_name +Ada +2026-11-20 10:00 +crm/,
      /personalised-offers\/email +granted/,
      /audiences: frequent-shopper/,
    ]) {
      expect(out).toMatch(line);
    }
  });

  it('draws what joined the identifiers, and says what was refused', async () => {
    const stage = fakeStage();
    stage.answers.push(ok(profile));
    const { out } = await runTandem(root, ['customer', 'show', 'email', 'ada@shoppers.test', '--why'], stage);
    expect(out).toContain(`
user_id ada
└─ email ada@shoppers.test   since 2026-11-20, by crm
   └─ anonymous_id d1   since 2026-11-20, by web-shop

why one person, by version 3 of the rules`);
    expect(out).toContain('two values of user_id are two people');
  });

  it.each([
    ['customer.unknown', problem(404, 'unknown-customer')],
    ['customer.notAsked', problem(400, 'invalid-request')],
  ])('refuses with %s', async (expected, answer) => {
    const stage = fakeStage();
    stage.answers.push(answer);
    const { code, out } = await runTandem(root, ['customer', 'show', 'email', 'x', '--json'], stage);
    expect(code).toBe(1);
    expect(JSON.parse(out).findings.map((one: { code: string }) => one.code)).toEqual([expected]);
  });

  it('is the environment’s fault where the API lets nobody in', async () => {
    const stage = fakeStage();
    stage.answers.push({ status: 401, body: { message: 'Unauthorized' } });
    const { code, err } = await runTandem(root, ['customer', 'show', 'email', 'x'], stage);
    expect([code, err]).toEqual([2, expect.stringContaining('answered 401')]);
  });
});

describe('tandem customer export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-export-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const event = (messageId: string): CustomerExport['events'][number] => ({
    event: 'Product Viewed',
    schema: 'Product Viewed/1-0-0',
    source: 'web-shop',
    messageId,
    occurredAt: AT,
    receivedAt: AT,
    identifiers: [],
    properties: { note: '<script>alert("&")</script>' },
    keptUntil: AT,
  });
  const held: CustomerExport = {
    exportedAt: AT,
    profile,
    consentLog: [],
    events: [event('m1')],
    decisions: [{ decision: { decisionId: 'dec_1' }, inputs: {} }],
    ledgers: [],
    messages: [],
    vendors: [{ vendor: 'mailhub', agreement: 'DPA-1', residency: ['EU'], fields: ['email'], messages: [] }],
    quarantined: [{ userId: 'ada' }],
    values: ['Ada'],
    erasures: [],
    stores: [{ store: 'vault', holds: 'values', kept: 'until erased' }],
    next: 'more',
  };

  it('writes all pages as JSON and as a page that can run nothing, for nobody else to read', async () => {
    const stage = fakeStage();
    stage.answers.push(ok(held), ok({ events: [event('m2')] }));
    const { code, out } = await runTandem(root, ['customer', 'export', 'user_id', 'ada', '--out', folder], stage);
    expect([code, out]).toEqual([0, expect.stringContaining('2 events, 1 decisions')]);
    expect(stage.asked[1]).toEqual({ verb: 'export', body: { type: 'user_id', value: 'ada', after: 'more' } });

    const written = JSON.parse(readFileSync(join(folder, 'customer.json'), 'utf8')) as CustomerExport;
    expect(written.events.map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
    expect(written.next).toBeUndefined();
    const page = readFileSync(join(folder, 'customer.html'), 'utf8');
    for (const told of [
      'ada@shoppers.test',
      'frequent-shopper',
      'mailhub',
      'dec_1',
      'until erased',
      '&lt;script&gt;',
    ]) {
      expect(page).toContain(told);
    }
    expect(page).not.toMatch(/<script|https?:|src=|onerror/);
    for (const file of ['customer.json', 'customer.html']) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
  });
});

describe('tandem customer erase', () => {
  const ID = receipt().receipt;

  it('asks for the identifier again, follows the erasure and shows the receipt', async () => {
    const stage = fakeStage();
    const { rescan: _rescan, ...underWay } = receipt({ step: 'wait' });
    stage.answers.push(ok({ receipt: underWay }), ok({ receipt: receipt(), genuine: true }));
    const { code, out, err } = await runTandem(
      root,
      ['customer', 'erase', 'email', 'ada@shoppers.test'],
      stage,
      () => 'ada@shoppers.test',
    );
    expect(code).toBe(0);
    expect(stage.asked).toEqual([
      { verb: 'erase', body: { type: 'email', value: 'ada@shoppers.test' } },
      { verb: 'erase', body: { receipt: ID } },
    ]);
    expect(err).toContain(`${ID}: wait`);
    for (const line of [
      `receipt ${ID} · done · signed, and genuine`,
      /profiles\.events +4 +0 +0/,
      /mailhub +erased +1 +202 +DPA-1/,
      /textly +by-hand +0 +DPA-2 +no-erasure-address/,
      'kept, because another customer has them, too: anonymous_id 1',
      'event archive, until 2027-02-18',
    ]) {
      expect(out).toMatch(line);
    }
    expect(out).not.toContain('ada@shoppers.test');
  });

  it('erases nothing where something else is typed, and where nobody is there to type', async () => {
    const stage = fakeStage();
    const typed = await runTandem(root, ['customer', 'erase', 'email', 'a@b.c', '--json'], stage, () => 'a@b.d');
    expect(typed.code).toBe(1);
    expect(JSON.parse(typed.out).findings[0].code).toBe('customer.notConfirmed');
    const alone = await runTandem(root, ['customer', 'erase', 'email', 'a@b.c'], stage);
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--yes')]);
    expect(stage.asked).toEqual([]);
  });

  it('shows a receipt alone, and says when its signature does not hold', async () => {
    const stage = fakeStage();
    stage.answers.push(ok({ receipt: receipt(), genuine: false }));
    const { out } = await runTandem(root, ['customer', 'erase', '--receipt', ID], stage);
    expect(out).toContain('ITS SIGNATURE DOES NOT HOLD');
    expect(stage.asked).toEqual([{ verb: 'erase', body: { receipt: ID } }]);
  });

  it('refuses a receipt that the stage does not have', async () => {
    const stage = fakeStage();
    stage.answers.push(problem(404, 'unknown-receipt'));
    const { out } = await runTandem(root, ['customer', 'erase', '--receipt', ID, '--json'], stage);
    expect(JSON.parse(out).findings[0].code).toBe('customer.noReceipt');
  });
});
