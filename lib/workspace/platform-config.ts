import { durationSeconds } from '../../contracts/duration';
import type { CatalogEvent } from '../../contracts/event';
import type { IdentityFile, IdentityRules } from '../../contracts/identity';
import type { PlatformConfig } from '../../contracts/platform-config';
import { ORDER_EVENT } from '../../contracts/results';
import { registered } from '../../contracts/tester';
import { usableSchemes } from '../../contracts/webhook-schemes';
import { compileAudiences } from './audiences';
import { catalogEntry, formerModels, latestEvents, schemaId } from './catalog';
import { compileComputedTrait } from './computed-traits';
import { withConsentNames } from './consent-names';
import { compileQuietTimes } from './quiet-times';
import type { Workspace } from './workspace';

/** What handlers know of the platform. Events that only Tandem makes are not in the catalog: nobody may send them. */
export const platformConfig = (workspace: Workspace): PlatformConfig => ({
  organisation: workspace.platform.organisation,
  sources: workspace.sources,
  identity: identityRules(workspace.identity),
  topics: workspace.topics,
  signals: workspace.signals,
  purposes: workspace.purposes,
  vendors: workspace.vendors,
  webhookSchemes: usableSchemes(workspace.vendors.flatMap(({ inbound }) => inbound?.scheme ?? [])),
  channels: workspace.channels,
  testers: workspace.teams.flatMap(({ team, testers = [] }) => testers.map((one) => registered(team, one))),
  decision: {
    perPerson: {
      messages: workspace.policy.perPerson.messages,
      perSeconds: durationSeconds(workspace.policy.perPerson.per),
    },
    holdoutSalt: workspace.policy.holdout.salt,
    withoutConsent: workspace.purposes.filter((one) => one.default === 'allowed').map((one) => one.purpose),
    consentSeconds: Object.fromEntries(
      workspace.purposes.flatMap((one) =>
        one.expires === undefined ? [] : [[one.purpose, durationSeconds(one.expires)]],
      ),
    ),
    reachableBy: Object.fromEntries(
      workspace.channels.flatMap((one) => (one.reachableBy === undefined ? [] : [[one.channel, one.reachableBy]])),
    ),
  },
  quiet: compileQuietTimes(workspace.policy),
  catalog: Object.fromEntries(
    sourceEvents(workspace).map((event) => [event.event, catalogEntry(event, formerModels(event, workspace.catalog))]),
  ),
  audiences: compileAudiences(workspace),
  computedTraits: workspace.computedTraits.map(compileComputedTrait),
  outcomeEvents: [...new Set([...workspace.goals.map((goal) => goal.event), ...Object.values(ORDER_EVENT)])].sort(),
});

/** Latest versions of the events that sources may send. */
export const sourceEvents = (workspace: Pick<Workspace, 'catalog' | 'purposes' | 'channels'>) =>
  latestEvents(workspace.catalog)
    .filter((event) => event.madeBy === 'source')
    .map((event) => withConsentNames(event, workspace));

/** Limits with their windows in seconds. */
export const identityRules = ({ types, seal: _, ...rules }: IdentityFile): IdentityRules => ({
  ...rules,
  types: types.map(({ limit: { values, per }, ...type }) => ({
    ...type,
    limit: { values, ...(per === 'ever' ? {} : { perSeconds: durationSeconds(per) }) },
  })),
});

/** Schemas that the edge validates by: of each event the latest under its name, of former MODELs under `<event>/<version>`. */
export const edgeSchemas = (
  workspace: Pick<Workspace, 'catalog' | 'purposes' | 'channels'>,
): ReadonlyMap<string, CatalogEvent['schema']> =>
  new Map(
    sourceEvents(workspace).flatMap((event) => [
      [event.event, event.schema],
      ...formerModels(event, workspace.catalog).map((one) => [schemaId(one), one.schema] as const),
    ]),
  );
