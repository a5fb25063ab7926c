import { createHash } from 'node:crypto';
import { PLAN_PARTS, type PlanFingerprint, type PlanPart } from '../../contracts/plan';
import { canonicalJson } from '../governance/register/canonical-json';
import { catalogEntry, formerModels } from '../workspace/catalog';
import { withConsentNames } from '../workspace/consent-names';
import type { Workspace } from '../workspace/workspace';
import { asNamed } from './parts/conditions';
import { goalUsed, policyUsed, purposeUsed } from './parts/rules';
import { copyUsed, layoutsUsed } from './parts/shown';
import { channelsUsed, eventsUsed, type Planned, segmentsUsed, traitSources, vendorsUsed } from './parts/used';
import { plannedLaunch } from './planned';

/**
 * A hash over everything that decides what a launch does on a stage, and one of each part, so that a difference can be named.
 * Each thing counts in one part only: what a segment means in `segments`, not in the audience that names it. How the platform
 * reads all events (identity, sources, topics) is not a launch's. Throws where the workspace has no such launch or stage.
 */
export const fingerprintOf = (workspace: Workspace, launch: string, stage: string): PlanFingerprint => {
  const contents = contentsOf(plannedLaunch(workspace, launch));
  const parts = Object.fromEntries(
    PLAN_PARTS.map((part) => [part, sha256(contents[part])]),
  ) as PlanFingerprint['parts'];
  const settings = workspace.platform.stages[stage];
  if (settings === undefined) throw new Error(`platform/platform.yaml has no stage "${stage}".`);
  const { account, region, realCustomers } = settings;
  return { launch, stage, hash: sha256({ launch, stage, account, region, realCustomers, parts }), parts };
};

const contentsOf = (planned: Planned): Readonly<Record<PlanPart, unknown>> => {
  const { workspace, definition } = planned;
  const { audience, channels, offers } = definition;
  return {
    when: definition.window,
    audience: { ...audience, include: audience.include.map(asNamed), exclude: audience.exclude.map(asNamed) },
    trigger: definition.trigger,
    channels: {
      reach: channels.reach,
      use: channels.use.map(({ price: _, ...use }) => use),
      kinds: channelsUsed(planned).map(({ channel, kind, reachableBy }) => ({ channel, kind, reachableBy })),
    },
    offers: offers.map(({ copy: _, for: whom, ...offer }) => ({ ...offer, for: whom && asNamed(whom) })),
    copy: copyUsed(planned),
    limits: definition.limits,
    budget: budgetUsed(planned),
    goal: goalUsed(planned),
    vendors: vendorsUsed(planned),
    layouts: layoutsUsed(planned),
    segments: meaningOf(planned),
    events: {
      named: eventsUsed(planned).map((event) => ({
        entry: catalogEntry(event, formerModels(event, workspace.catalog)),
        schema: withConsentNames(event, workspace).schema,
      })),
      traits: traitSources(planned),
    },
    policy: policyUsed(planned),
    purposes: purposeUsed(planned),
    prices: Object.fromEntries(channels.use.map(({ channel, price }) => [channel, price])),
  };
};

const meaningOf = (planned: Planned) => {
  const { segments, computed } = segmentsUsed(planned);
  return { segments, computed };
};

/** The budget and the cost centre that it is charged to. */
const budgetUsed = ({ workspace, definition }: Planned) => ({
  budget: definition.budget,
  costCentre: workspace.teams.find(({ team }) => team === definition.team)?.costCentre,
});

const sha256 = (content: unknown): string => createHash('sha256').update(canonicalJson(content)).digest('hex');
