import type { LaunchDefinition } from '../../contracts/decision';
import { createReadCustomer } from '../../lambdas/domain/read-customer';
import { createUpdateLedger } from '../../lambdas/domain/update-ledger';
import { createAskOffers } from '../../lambdas/handlers/offer-api/ask-offers';
import { createExplainLaunch } from '../../lambdas/handlers/offer-api/explain-launch';
import { createOfferApi } from '../../lambdas/handlers/offer-api/handler';
import { createReportOutcome } from '../../lambdas/handlers/offer-api/report-outcome';
import { launch, policy } from './decision-fixtures';
import { createDecisionWorld, decideForWith } from './decision-world';
import { httpCall } from './http-call';
import { layoutsOf } from './layouts';
import { createMemoryTrail } from './memory-trail';
import { createMemoryVault } from './memory-vault';
import { identity } from './profile-events';

/** A launch that the app shows. */
export const coats = (over: Partial<LaunchDefinition> = {}): LaunchDefinition =>
  launch('coats', {
    offers: [
      {
        id: 'ten-off',
        gives: { percentOff: 10 },
        code: { fixed: 'TEN' },
        copy: {
          en: {
            headline: "{{ first_name | default: 'Hello' }}, ten off",
            body: 'For you.',
            plain: { headline: 'Hello, ten off', body: 'For you.' },
          },
          fr: { headline: 'Dix de moins', body: 'Pour vous.' },
        },
      },
    ],
    ...over,
  });

const platform = {
  channels: [
    { channel: 'app', kind: 'pull' as const, vendors: {} },
    { channel: 'pos', kind: 'pull' as const, vendors: {} },
    { channel: 'email', kind: 'push' as const, vendors: {} },
  ],
  identity,
};

/** A customer known by user id and e-mail, and a launch that the app shows. */
export const createOfferWorld = async (definition = coats()) => {
  const base = createDecisionWorld();
  const vault = createMemoryVault();
  const trail = createMemoryTrail();
  const [token = ''] = await vault.make([{ kind: 'email', value: 'ana@example.org' }]);
  const strand = `email:${token}`;
  await base.welcome([strand], { first_name: 'tok_0000000000000000000002' });
  base.control.goLive(definition);
  const reads: string[] = [];
  const ports = {
    ...base.ports,
    findToken: vault.findToken,
    loadDefinition: base.control.loadDefinition,
    loadDecision: base.engagement.loadDecision,
    saveLedger: base.engagement.saveLedger,
  };
  const handler = (used: typeof ports) => {
    const { findToken, loadDefinition, loadDecision, saveLedger, publishEvents, ...decision } = used;
    const { clock, liveLaunches, freeCodes, loadCode } = decision;
    const { log, count } = base;
    const decideFor = decideForWith(decision);
    const updateLedger = createUpdateLedger(createReadCustomer(decision), saveLedger);
    return createOfferApi({
      askOffers: createAskOffers({
        platform,
        layouts: layoutsOf('app', 'pos'),
        clock,
        findToken,
        liveLaunches,
        loadDefinition,
        decideFor,
        loadCode,
        publishEvents,
        log,
      }),
      reportOutcome: createReportOutcome({ clock, loadDecision, updateLedger, publishEvents }),
      explainLaunch: createExplainLaunch({
        identity,
        policy,
        quiet: { hours: [], blackouts: [] },
        clock,
        findToken,
        liveLaunches,
        freeCodes,
        readCustomer: createReadCustomer(decision),
        subjectMark: trail.subjectMark,
        tellAccess: trail.tellAccess,
      }),
      log,
      count,
    });
  };
  const handle = handler(ports);
  const ask = (body: unknown = question, headers: Readonly<Record<string, string>> = {}) =>
    handle(httpCall({ path: '/v1/offers', body, headers }));
  const report = (decisionId: string, body: unknown) =>
    handle(httpCall({ path: `/v1/offers/${decisionId}/outcomes`, pathParameters: { decisionId }, body }));
  const why = (body: unknown) => handle(httpCall({ path: '/v1/customers/why', body }));
  const sends = async () => (await base.engagement.loadLedgers([strand]))[0]?.ledger.sends ?? [];
  return { ...base, trail, vault, ports, handler, ask, why, report, sends, strand, reads };
};

export const question = { channel: 'app', customer: { type: 'email', value: ' Ana@Example.org ' } };
export interface Answer {
  readonly decisionId: string | null;
  readonly offers: readonly { readonly launch: string }[];
  readonly excluded?: readonly object[];
}
export type OfferWorld = Awaited<ReturnType<typeof createOfferWorld>>;
