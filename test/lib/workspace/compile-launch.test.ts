import { join } from 'node:path';
import { plainOffer } from '../../../lambdas/domain/offer-words';
import { renderOffer } from '../../../lambdas/domain/render';
import { compileLaunch, definitionHash, loadWorkspace, type Workspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

const PROJECT = join(__dirname, '../../..');
afterAll(removeWorkspaces);

const load = (root: string): Workspace => {
  const { workspace } = loadWorkspace(root, { asOf: AS_OF });
  if (workspace === undefined) throw new Error('The fixture workspace does not load.');
  return workspace;
};

const compiled = (workspace: Workspace, launch: string) => {
  const file = workspace.launches.find((one) => one.manifest.launch === launch);
  if (file === undefined) throw new Error(`No launch ${launch}.`);
  return compileLaunch(file.manifest, workspace);
};

describe('compileLaunch', () => {
  const workspace = load(workspaceWith());

  it('turns words into what the decision evaluates', () => {
    const definition = compiled(workspace, 'autumn-coats');

    expect(definition).toMatchObject({
      launch: 'autumn-coats',
      team: 'retail-marketing',
      supports: 'repeat-purchase',
      rank: 30,
      window: {
        startsAt: '2026-11-27T11:00:00.000Z',
        endsAt: '2026-12-01T04:59:59.999Z',
        redeemUntil: '2026-12-08T04:59:59.999Z',
        timezone: 'America/New_York',
      },
      trigger: { kind: 'event', event: 'Store Entered' },
      channels: {
        reach: 'first',
        use: [
          { channel: 'app', kind: 'pull', layout: 'product-card' },
          { channel: 'pos', kind: 'pull' },
          { channel: 'email', kind: 'push', vendor: 'mailhub', price: { perThousand: 40, currency: 'USD' } },
        ],
      },
      limits: { messages: 1, perSeconds: 604_800 },
      goal: { event: 'Order Completed', where: { category: ['Outerwear'] }, withinSeconds: 604_800, target: 0.06 },
    });
    expect(definition.offers[0]?.gives).toEqual({
      percentOff: 20,
      of: { category: 'Outerwear' },
      atMost: { amount: 80, currency: 'USD' },
    });
  });

  it('keeps what it may cost: its own sums, and those of its team where it names none', () => {
    const team = { budget: { perLaunch: { sending: '100 USD', discounts: '900 USD' } } };
    const teams = workspace.teams.map((one) => ({ ...one, ...team }));
    const budgetOf = (budget: string) => {
      const text = `launch: run\nteam: retail-marketing\npurpose: personalised-offers
when: { timezone: Asia/Kolkata, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }${budget}\nchannels: { use: [{ channel: pos }] }
offers: [{ id: only, copy: { en: { headline: "Hello", body: "There" } } }]\n`;
      return compiled({ ...load(workspaceWith({ 'launches/run.yaml': text })), teams }, 'run').budget;
    };

    expect(compiled(workspace, 'smallest').budget).toBeUndefined();
    expect(compiled(workspace, 'autumn-coats').budget).toEqual({
      sending: { amount: 500, currency: 'USD' },
      discounts: { amount: 20_000, currency: 'USD' },
      whenSpent: 'warn',
    });
    expect(budgetOf('')).toEqual({
      sending: { amount: 100, currency: 'USD' },
      discounts: { amount: 900, currency: 'USD' },
      whenSpent: 'pause',
    });
    expect(budgetOf('\nbudget: { sending: 40.50 USD, whenSpent: warn }')).toEqual({
      sending: { amount: 40.5, currency: 'USD' },
      discounts: { amount: 900, currency: 'USD' },
      whenSpent: 'warn',
    });
  });

  it('writes segments out, with what they leave out', () => {
    const segment = {
      kind: 'all',
      of: [
        { kind: 'did', event: 'Order Completed', where: {}, atLeast: 4, withinSeconds: 5_184_000 },
        { kind: 'none', of: [{ kind: 'list', list: 'staff' }] },
      ],
      segment: 'frequent-shopper',
    };

    expect(compiled(workspace, 'autumn-coats').audience).toEqual({
      include: [
        {
          kind: 'did',
          event: 'Product Viewed',
          where: { category: ['Outerwear'] },
          atLeast: 2,
          withinSeconds: 1_209_600,
        },
        { kind: 'any', of: [{ kind: 'trait', name: 'household_size', test: { atLeast: 2 } }, segment] },
      ],
      exclude: [{ kind: 'list', list: 'staff' }],
      holdout: 0.1,
      atMost: 25_000,
    });
    expect(compiled(workspace, 'autumn-coats').offers[0]?.for).toEqual(segment);
  });

  it('fills in what the smallest launch leaves out, from policy and channels', () => {
    expect(compiled(workspace, 'smallest')).toMatchObject({
      rank: 0,
      // The clock goes back in Berlin that night: the last minute is at UTC+1.
      window: {
        startsAt: '2026-10-24T10:00:00.000Z',
        endsAt: '2026-10-25T11:00:59.999Z',
        redeemUntil: '2026-10-25T11:00:59.999Z',
      },
      audience: { include: [], exclude: [], holdout: 0.05, atMost: 50_000 },
      trigger: { kind: 'ask' },
      channels: { reach: 'first', use: [{ channel: 'email', kind: 'push', vendor: 'mailhub' }] },
      limits: { messages: 3, perSeconds: 604_800 },
    });
  });

  it('keeps, of copy that names the customer, the words for somebody of whom nothing is known', () => {
    const [shipped] = loadWorkspace(PROJECT, { asOf: AS_OF }).workspace?.launches ?? [];
    const copies = compiled(load(PROJECT), shipped?.manifest.launch ?? '').offers.map(({ copy }) => copy.en);

    expect(copies[0]).toMatchObject({
      headline: "{{ first_name | default: 'Hello' }}, fresh from our oven for you",
      plain: { headline: 'Hello, fresh from our oven for you', body: expect.stringMatching(/^You had a look/) },
    });
    expect(copies[1]?.plain).toBeUndefined();
  });

  it('keeps the words that the gateway would write', () => {
    const project = load(PROJECT);
    for (const { manifest } of project.launches) {
      for (const offer of compileLaunch(manifest, project).offers) {
        expect(plainOffer(offer)).toEqual(renderOffer(offer, {}));
      }
    }
  });

  it('takes a scheduled run at its local minute', () => {
    const text = `launch: run\nteam: retail-marketing\npurpose: personalised-offers
when: { timezone: Asia/Kolkata, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
trigger: { at: 2026-11-24 09:30 }\nchannels: { use: [{ channel: pos }] }
offers: [{ id: only, copy: { en: { headline: "Hello", body: "There" } } }]\n`;
    const run = compiled(load(workspaceWith({ 'launches/run.yaml': text })), 'run');

    expect(run.trigger).toEqual({ kind: 'at', at: '2026-11-24T04:00:00.000Z', clock: 'launch' });
  });

  it('gives the same hash for the same definition in any order of keys, and another for any change', () => {
    const definition = compiled(workspace, 'autumn-coats');
    const reordered = Object.fromEntries(Object.entries(definition).reverse()) as unknown as typeof definition;

    expect(definition.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(definitionHash(reordered)).toBe(definition.hash);
    expect(definitionHash({ ...definition, rank: 31 })).not.toBe(definition.hash);
  });
});
