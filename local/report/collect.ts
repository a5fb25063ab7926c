import { compileProfileRules } from '../../lambdas/domain/profile-rules';
import { compileLaunch, platformConfig, type Workspace } from '../../lib/workspace';
import { PANEL_NOTICE } from '../panel/load-panel';
import type { Script, ScriptOptions } from '../panel/script';
import type { Answered } from '../replay/ask-offers';
import type { Depths } from '../replay/pipeline';
import type { Sent } from '../replay/send-calls';
import { type Running, STAGE } from '../run';
import { compare, type OfferMade } from './comparison';
import { customersOf } from './customers';
import { goalValues, launchResults, startingWith } from './goals';
import { governanceOf } from './governance';
import { type MessageSeen, tellJourney } from './journey';
import { latencies } from './latency';
import { metricSum, readLogLines } from './logs';
import type { Health, Report, Totals, VendorActs } from './model';
import { quarantinedByReason, queueDepth } from './queues';
import { readStored, type Stored } from './stored';

/** What the replay itself knows; everything else is read from the running platform. */
export interface RunFacts {
  readonly options: ScriptOptions;
  readonly script: Script;
  readonly sent: Sent;
  readonly answered: readonly Answered[];
  readonly messages: readonly MessageSeen[];
  /** Webhooks of vendors that were accepted. */
  readonly webhooks: number;
  readonly depths: Depths;
  readonly startedAt: number;
  readonly vendors: VendorActs;
}

/** Reads tables, queues and logs of a running platform and puts them beside what was sent. */
export const collectReport = async (running: Running, facts: RunFacts): Promise<Report> => {
  const { aws, foundation, workspace, deployment } = running;
  const { script, sent, answered, options } = facts;
  const [stored, decideLog, profileLog, quarantined, undelivered] = await Promise.all([
    readStored(aws, foundation),
    readLogLines(aws, 'decide-offer'),
    readLogLines(aws, 'update-profile'),
    quarantinedByReason(aws, foundation.quarantineQueue),
    queueDepth(aws, foundation.undeliveredQueue),
  ]);
  const totals = totalsOf(facts, stored, workspace, quarantined, metricSum(profileLog, 'PersonsMerged'));
  const settings = workspace.platform.stages[STAGE];
  const journey = tellJourney({
    steps: script.steps,
    answered,
    messages: facts.messages,
    decisions: stored.decisions,
  });
  const { deliveries } = running.vendors;
  return {
    notice: PANEL_NOTICE,
    stage: STAGE,
    realCustomers: settings?.realCustomers ?? false,
    window: {
      from: new Date(script.startsAt).toISOString(),
      to: new Date(script.endsAt).toISOString(),
      panelFrom: options.from,
      panelTo: options.to,
    },
    seconds: Math.round((Date.now() - facts.startedAt) / 100) / 10,
    goals: goalValues(workspace, stored),
    totals,
    launches: launchResults(workspace, stored),
    latency: latencies({
      sent,
      askMs: answered.map(({ milliseconds }) => milliseconds),
      decisions: stored.decisions,
      attempts: stored.attempts,
      deliveries,
      decideLog,
    }),
    ...(journey === undefined ? {} : { journey }),
    customers: customersOf(stored.people, compileProfileRules(platformConfig(workspace))),
    vendors: facts.vendors,
    comparison: compare(
      script.redemptions(),
      offersMade(answered, facts.messages),
      workspace.launches.map(({ manifest }) => compileLaunch(manifest, workspace)),
    ),
    governance: governanceOf(deployment.assembly, workspace),
    health: healthOf(facts, stored, undelivered, running.vendors.refused()),
  };
};

const totalsOf = (
  { script, sent, answered, webhooks }: RunFacts,
  stored: Stored,
  workspace: Workspace,
  quarantined: Readonly<Record<string, number>>,
  merges: number,
): Totals => {
  const counters = workspace.launches.map(({ manifest }) => stored.counters.get(manifest.launch) ?? {});
  const sum = (prefix: string): number =>
    counters.reduce((total, own) => total + Object.values(startingWith(own, prefix)).reduce((a, b) => a + b, 0), 0);
  const refused: Record<string, number> = {};
  for (const own of counters) {
    for (const [reason, count] of Object.entries(startingWith(own, 'refused.')))
      refused[reason] = (refused[reason] ?? 0) + count;
  }
  return {
    households: script.households.length,
    accepted: { panel: sent.panel.accepted, synthetic: sent.synthetic.accepted, vendors: webhooks },
    applied: stored.events.size,
    duplicates: sent.accepted + webhooks - stored.events.size,
    quarantined,
    rejected: sent.rejected,
    profiles: stored.people.length,
    merges,
    decisions: stored.decisions.size,
    delivered: sum('delivered.'),
    refused,
    heldOut: counters.reduce((total, own) => total + (own['held-out'] ?? 0), 0),
    redeemed: stored.eventNames['Coupon Redeemed'] ?? 0,
    offersAccepted: answered.filter(({ outcome }) => outcome === 'accepted').length,
  };
};

const offersMade = (answered: readonly Answered[], messages: readonly MessageSeen[]): OfferMade[] => [
  ...answered.flatMap(({ ask, at, offers }) =>
    offers.map(({ launch, offer }) => ({ household: ask.household, at, launch, offer })),
  ),
  ...messages.map(({ household, at, message }) => ({ household, at, launch: message.launch, offer: message.offer })),
];

const healthOf = (
  { sent, depths }: RunFacts,
  stored: Stored,
  undelivered: number,
  signaturesRefused: number,
): Health => {
  const missing = [...sent.startedAt.keys()].filter((key) => !stored.events.has(key)).length;
  const left = Object.values(depths).reduce((sum, depth) => sum + depth, 0);
  return {
    queues: depths,
    undelivered,
    missing,
    signaturesRefused,
    ok: missing === 0 && left === 0 && undelivered === 0 && signaturesRefused === 0,
  };
};
