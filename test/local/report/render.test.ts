import { HOLDINGS, type Holdings } from '../../../contracts/subject-rights';
import type { Report } from '../../../local/report/model';
import { renderReport } from '../../../local/report/render';
import { WIDTH } from '../../../local/report/text';

const NOTHING = Object.fromEntries(HOLDINGS.map((holding) => [holding, 0])) as Holdings;
const REPORT: Report = {
  notice: 'Published retail panel, simulated data.',
  stage: 'local',
  realCustomers: false,
  window: { from: '2026-11-23T05:00:00Z', to: '2026-11-30T05:00:00Z', panelFrom: '2017-11-20', panelTo: '2017-11-26' },
  seconds: 150,
  goals: [
    {
      goal: 'repeat-purchase',
      description: 'Customers we spoke to buy again within a week',
      owners: ['cmo', 'cio'],
      target: '25%',
      launches: ['browse-to-basket'],
      reached: { people: 80, met: 30 },
      heldOut: { people: 8, met: 1 },
    },
  ],
  totals: {
    households: 500,
    accepted: { panel: 1176, synthetic: 3016, vendors: 121 },
    applied: 4289,
    duplicates: 24,
    quarantined: { 'card-number': 3, 'undeclared-personal-data': 10 },
    rejected: { 'card-number': 3 },
    profiles: 503,
    merges: 250,
    decisions: 1678,
    delivered: 66,
    refused: { 'no-consent': 2 },
    heldOut: 1,
    redeemed: 20,
    offersAccepted: 30,
  },
  launches: [
    {
      launch: 'browse-to-basket',
      channels: [
        { channel: 'app', decided: 40, delivered: 0, presented: 40, accepted: 11 },
        { channel: 'email', decided: 4, delivered: 4, presented: 0, accepted: 0 },
      ],
      excluded: {
        'audience-not-met': 795,
        'held-out': 24,
        'launch-cap': 144,
        'no-consent': 111,
        outranked: 9,
        unreachable: 3,
      },
      heldOut: 1,
    },
  ],
  latency: [
    { stage: 'source to decision', count: 255, p50Ms: 740, p95Ms: 2700 },
    { stage: 'source to vendor', count: 0, p50Ms: 0, p95Ms: 0 },
  ],
  journey: {
    household: 218,
    name: 'Ben',
    moments: [
      { at: '2026-11-25T07:37:18Z', text: `looks at ${'bread and cheese; '.repeat(9)}online`, synthetic: true },
      { at: '2026-11-25T16:13:26Z', text: 'buys 17 things for 45.28 USD', synthetic: false },
    ],
  },
  customers: {
    segments: { 'active-browser': 120, 'frequent-shopper': 88 },
    consent: { 'personalised-offers/email': { granted: 301, denied: 12 } },
    merge: {
      identifiers: ['loyalty_number', 'user_id', 'anonymous_id'],
      rules: 2,
      joined: [
        { types: ['loyalty_number', 'user_id'], at: '2026-11-23T05:00:00Z', source: 'crm' },
        { types: ['user_id', 'anonymous_id'], at: '2026-11-25T16:13:26Z', source: 'web-shop' },
      ],
    },
  },
  erasure: {
    household: 77,
    genuine: true,
    receipt: {
      receipt: 'era_1',
      step: 'done',
      type: 'email',
      askedBy: 'service',
      erasedAt: '2026-11-30T05:00:00Z',
      startedAt: '2026-11-30T05:00:00Z',
      identifiers: { email: 1 },
      shared: {},
      held: { ...NOTHING, 'profiles.events': 9, 'vault.values': 6 },
      late: NOTHING,
      rescan: { at: '2026-11-30T05:00:09Z', left: NOTHING },
      vendors: [
        { vendor: 'mailhub', outcome: 'erased', agreement: 'DPA-1', attempts: 1, status: 202 },
        { vendor: 'textly', outcome: 'nothing-sent', agreement: 'DPA-2', attempts: 0 },
      ],
      retries: 0,
      remains: [],
    },
  },
  vendors: {
    expiry: {
      vendor: 'starboard',
      expires: '2026-11-27',
      webhooks: [
        { at: '2026-11-26T23:00:00Z', status: 204 },
        { at: '2026-11-27T01:00:00Z', status: 403 },
      ],
    },
    rotation: {
      vendor: 'chirp',
      accepted: 41,
      refused: 0,
      steps: [
        { at: '2026-11-24T05:00:00Z', who: 'IT', what: 'pending-added' },
        { at: '2026-11-26T05:00:00Z', who: 'vendor', what: 'signs with the new key' },
      ],
    },
    circuit: { vendor: 'mailhub', failed: 5, openedAfterMs: 900, closedAfterMs: 11_200, delivered: 66 },
  },
  comparison: { redemptions: 20, households: 12, offeredBefore: 10, joinedToProduct: 6, sameDepartment: 2 },
  governance: {
    packs: [{ pack: 'AwsSolutions', mode: 'enforced', open: 0, waived: 28 }],
    waivers: 15,
    nextExpiry: '2027-05-22',
  },
  health: { queues: {}, undelivered: 0, missing: 0, signaturesRefused: 0, ok: true },
};
const screen = (report = REPORT): string => renderReport(report, []);

describe('the screen', () => {
  it('fits a terminal of a hundred columns', () => {
    expect(
      screen()
        .split('\n')
        .filter((line) => line.length > WIDTH),
    ).toEqual([]);
  });

  it('shows a goal with its value, its target and those kept out to compare', () => {
    expect(screen()).toMatch(/repeat-purchase +37\.5% .*target 25% +CMO \+ CIO/);
    expect(screen()).toContain('30 of 80; held out 1 of 8');
  });

  it('counts panel rows and made-up ones apart', () => {
    expect(screen()).toContain('1,176 from the panel, 3,016 synthetic, 121 vendor webhooks');
  });

  it('marks what is made up in the journey', () => {
    expect(screen()).toMatch(/online \*$/m);
    expect(screen()).toMatch(/buys 17 things for 45\.28 USD$/m);
  });

  it('says that everything is clean, or what is not', () => {
    expect(screen()).toContain('Every accepted event was applied, every queue is empty');
    const health = { ...REPORT.health, ok: false, missing: 3, queues: { Profile: 2 } };
    expect(screen({ ...REPORT, health })).toContain('NOT CLEAN: 3 accepted events missing, queues Profile 2');
  });

  it('says that nothing was measured instead of nought', () => {
    expect(screen()).toMatch(/source to vendor +none measured/);
  });

  it('shows why identifiers are one person, and the receipt of an erasure', () => {
    expect(screen()).toContain("loyalty_number + user_id + anonymous_id are one person, by version 2 of IT's rules:");
    expect(screen()).toContain('user_id and anonymous_id came together in an event of web-shop, Wed 25 Nov 11:13:26');
    expect(screen()).toMatch(/asked to be forgotten: 15 items .*profiles\.events 9/);
    expect(screen()).toMatch(/reading all\s+again found 0/);
    expect(screen()).toContain('mailhub erased (1 request, status 202) · textly nothing-sent');
    expect(screen()).toContain('receipt era_1, signature genuine');
    const { erasure } = REPORT;
    expect(screen({ ...REPORT, ...(erasure && { erasure: { ...erasure, genuine: false } }) })).toContain('NOT SIGNED');
  });

  it('shows the vendor that expired, the key that was changed and the circuit that opened', () => {
    expect(screen()).toMatch(/starboard +approval ended on 2026-11-27; .*204 · .*403/s);
    expect(screen()).toMatch(
      /chirp +its key was changed; 41 webhooks accepted, 0 refused: .*IT: pending-added.*vendor: signs\s+with the\s+new key/s,
    );
    expect(screen()).toContain('failed 5 requests: its circuit opened after 900 ms and closed after 11.2 s; 66');
    const { circuit: _circuit, ...others } = REPORT.vendors;
    expect(screen({ ...REPORT, vendors: others })).not.toContain('circuit');
  });
});
