import type { CatalogEvent, PiiKind } from '../../contracts/event';
import type { Purpose } from '../../contracts/platform';
import type { ControlEntry } from '../governance/register/controls';
import type { Workspace } from '../workspace';
import { catalogEntry, latestEvents } from '../workspace/catalog';
import type { Activity, Processing } from './processing-schema';
import { type Recipient, recipientsOf } from './recipients';
import { retentionOf } from './retention';
import type { StageTemplates } from './stacks';

export interface ProcessingProps {
  readonly workspace: Workspace;
  readonly templates: StageTemplates;
  readonly region: string;
  readonly asOf: string;
  /** Of all frameworks, as controls.json has them. */
  readonly frameworks: readonly { readonly framework: string; readonly controls: readonly ControlEntry[] }[];
}

/** Article of the GDPR whose controls are measures of security. */
const SECURITY = /^Art\. 32/;

/** The record of processing activities, derived from catalog, purposes, vendors, launches and templates; what none of them says is a gap. */
export const processingRecord = (props: ProcessingProps): Processing => {
  const { workspace, templates, region, asOf, frameworks } = props;
  const { organisation, controller } = workspace.platform;
  const recipients = recipientsOf(workspace, asOf);
  return {
    asOf,
    controller: { name: organisation, ...controller },
    gaps: gapsOf(workspace),
    region,
    identifiers: workspace.identity.types
      .map(({ type, kind }) => ({ type, kind }))
      .sort((a, b) => (a.type < b.type ? -1 : 1)),
    activities: [...workspace.purposes]
      .sort((a, b) => (a.purpose < b.purpose ? -1 : 1))
      .map((purpose) => activityOf(purpose, workspace, recipients)),
    recipients: [...recipients],
    retention: [...retentionOf(templates)],
    measures: frameworks.flatMap(({ framework, controls }) =>
      controls
        .filter(({ control }) => SECURITY.test(control))
        .map(({ control, title = '', status, mappings, waivers }) => ({
          framework,
          control,
          title,
          status,
          rules: mappings.map(({ rule }) => rule),
          waivers: [...waivers],
        })),
    ),
  };
};

const gapsOf = ({ platform: { controller }, purposes }: Workspace): string[] => [
  ...(controller === undefined
    ? ['Art. 30(1)(a): platform.yaml says neither address nor contact of the controller']
    : []),
  ...(controller?.dataProtectionOfficer === undefined
    ? ['Art. 30(1)(a): platform.yaml names no data protection officer']
    : []),
  ...purposes
    .filter(({ notice, basis }) => notice === undefined && basis === 'consent')
    .map(({ purpose }) => `Art. 13: purpose "${purpose}" asks for consent and names no notice`),
];

const activityOf = (purpose: Purpose, workspace: Workspace, recipients: readonly Recipient[]): Activity => {
  const events = latestEvents(workspace.catalog)
    .filter((event) => event.purpose === purpose.purpose)
    .map((event) => eventOf(event, workspace))
    .sort((a, b) => (a.event < b.event ? -1 : 1));
  const launches = workspace.launches
    .filter(({ manifest }) => manifest.purpose === purpose.purpose)
    .map(({ manifest: { launch, team, channels } }) => ({
      launch,
      team,
      channels: channels.use.map(({ channel }) => channel),
    }))
    .sort((a, b) => (a.launch < b.launch ? -1 : 1));
  return {
    purpose: purpose.purpose,
    title: purpose.title,
    description: purpose.description,
    basis: purpose.basis,
    silence: purpose.default,
    ...(purpose.notice === undefined ? {} : { notice: purpose.notice }),
    ...(purpose.expires === undefined ? {} : { consentEnds: purpose.expires }),
    dataSubjects: subjectsOf(launches, workspace),
    categories: categoriesOf(events, workspace),
    events,
    launches,
    recipients: recipients.filter(({ purposes }) => purposes.includes(purpose.purpose)).map(({ vendor }) => vendor),
  };
};

/** Kinds that events declare, and those of the identifiers with which sources may send them. */
const categoriesOf = (events: Activity['events'], { identity, catalog }: Workspace): string[] => {
  const sent = new Set(catalog.filter(({ madeBy }) => madeBy === 'source').map(({ event }) => event));
  const identifying = events.some(({ event }) => sent.has(event)) ? identity.types.map(({ kind }) => kind) : [];
  const declared = events.flatMap(({ personal }) => personal);
  return [...new Set([...declared, ...identifying, ...(events.length === 0 ? [] : ['behaviour'])])].sort();
};

/** Customers, and the members of staff to whom tests of a purpose's launches may be sent. */
const subjectsOf = (launches: readonly { readonly team: string }[], { teams }: Workspace): string[] => {
  const own = new Set(launches.map(({ team }) => team));
  const testers = teams.filter(({ team }) => own.has(team)).flatMap(({ testers: listed = [] }) => listed);
  return ['customers and visitors', ...(testers.length === 0 ? [] : ['members of staff who receive tests'])];
};

/** What an event tells of a person: kinds that its properties declare, and those of the identifiers that it carries. */
const eventOf = (event: CatalogEvent, { identity }: Workspace): Activity['events'][number] => {
  const { pii, identifies } = catalogEntry(event);
  const kindOf = new Map(identity.types.map(({ type, kind }) => [type, kind as PiiKind]));
  const identifying = Object.values(identifies).flatMap((type) => kindOf.get(type) ?? []);
  return {
    event: event.event,
    version: event.version,
    personal: [...new Set([...Object.values(pii), ...identifying])].sort(),
    retention: event.retention,
    owner: event.owner,
  };
};
