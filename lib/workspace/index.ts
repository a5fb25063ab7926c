import type { Finding } from '../../contracts/finding';
import type { Audience, LaunchManifest } from '../../contracts/launch';
import type { Platform } from '../../contracts/platform';
import { judgeLaunches } from '../governance/judge-launches';
import { checkEvent } from './checks/catalog';
import { checkVersions } from './checks/catalog-versions';
import { checkComputedTrait } from './checks/computed-traits';
import { checkConditions } from './checks/conditions';
import { checkQuotes } from './checks/copy-quotes';
import { checkFileIds } from './checks/file-ids';
import { checkLaunch } from './checks/launch';
import { imageFinder } from './checks/launch-images';
import { checkLayouts } from './checks/layouts';
import { checkPlatform, type FileDrafts, forData } from './checks/platform';
import { checkCircles } from './checks/segments';
import type { Draft } from './draft';
import { place } from './draft';
import { type Known, knownNames } from './known';
import { type LayoutFiles, readLayoutFiles } from './layout-files';
import { type Files, readFiles, readPlatform } from './read';
import { eachSound } from './sound';
import type { Workspace } from './workspace';
import type { YamlFile } from './yaml-file';

export { compileAudiences } from './audiences';
export { compileLaunch } from './compile-launch';
export { withDefaults } from './defaults';
export { docsPage } from './draft';
export { definitionHash } from './hash';
export { edgeSchemas, platformConfig, sourceEvents } from './platform-config';
export { projectRoot } from './root';
export type { LaunchFile, Workspace } from './workspace';

export interface LoadOptions {
  /** Approvals are judged as of this moment. @default - now */
  readonly asOf?: Date;
}

export interface Loaded {
  /** Absent only where a file of platform/, audiences/ or brand/ cannot be read. */
  readonly workspace?: Workspace;
  /** All findings of all files, by file and position. */
  readonly findings: readonly Finding[];
  /** Texts of the files read, for showing a finding's line. */
  readonly sources: ReadonlyMap<string, string>;
  /** By file, what of each launch has its shape, whatever else is wrong with it; read it only inside `ifSound`. */
  readonly drafts: ReadonlyMap<string, LaunchManifest>;
}

/** Reads the project's YAML and says everything that is wrong with it, in one run. */
export const loadWorkspace = (root: string, { asOf = new Date() }: LoadOptions = {}): Loaded => {
  const files = readFiles(root);
  const layoutFiles = readLayoutFiles(root);
  const known = knownNames(files, layoutFiles);
  const images = imageFinder(root);
  const checked: readonly FileDrafts[] = [
    ...checkPlatform(files, known, asOf),
    ...files.events.map((read) => forData(read, (event) => checkEvent(event, read.yaml, known))),
    ...checkVersions(files),
    ...files.audiences.map((read) => forData(read, (audience) => checkAudience(audience, known))),
    ...files.computedTraits.map((read) => forData(read, (trait) => checkComputedTrait(trait, known))),
    ...files.launches.map((read) => forData(read, (launch) => checkLaunch(launch, { images, known, asOf }))),
    ...checkFileIds(files.launches, ({ launch }) => ['launch', launch]),
    ...checkFileIds(files.computedTraits, ({ trait }) => ['trait', trait]),
    ...checkFileIds(files.audiences, (one) => ('segment' in one ? ['segment', one.segment] : ['list', one.list])),
    ...files.launches.map(({ yaml }) => ({ yaml, drafts: checkQuotes(yaml) })),
    ...judgeLaunches(files, known, asOf),
  ];
  const all = Object.values(files).flat();
  const findings = sorted([
    ...all.flatMap((read) => read.yaml.findings),
    ...checkLayouts(layoutFiles, known),
    ...checked.flatMap(({ yaml, drafts }) => drafts.map((draft) => place(yaml, draft)).filter(newTo(yaml))),
  ]);
  const workspace = assemble(root, files, layoutFiles, findings);
  return {
    ...(workspace === undefined ? {} : { workspace }),
    findings,
    sources: new Map([...all.map(({ yaml }) => yaml), ...layoutFiles.layouts].map(({ file, text }) => [file, text])),
    drafts: new Map(files.launches.flatMap(({ yaml, sound }) => (sound === undefined ? [] : [[yaml.file, sound]]))),
  };
};

/** Reads platform/platform.yaml alone: enough to know the stages, and quick. */
export const loadPlatform = (root: string): { readonly platform?: Platform } & Pick<Loaded, 'findings' | 'sources'> => {
  const { yaml, data } = readPlatform(root);
  return {
    ...(data === undefined ? {} : { platform: data }),
    findings: yaml.findings,
    sources: new Map([[yaml.file, yaml.text]]),
  };
};

/** Whether nothing has been said yet of the part of the file that a finding is about. */
const newTo = ({ findings }: YamlFile): ((finding: Finding) => boolean) => {
  const paths = new Set(findings.map((one) => one.path));
  return (finding) => !paths.has(finding.path);
};

const checkAudience = (audience: Audience, known: Known): readonly Draft[] =>
  'segment' in audience
    ? eachSound(
        () => checkConditions(audience.include, ['include'], known),
        () => checkConditions(audience.exclude, ['exclude'], known),
        () => checkCircles(audience, known),
      )
    : [];

const assemble = (
  root: string,
  files: Files,
  { layouts }: LayoutFiles,
  findings: readonly Finding[],
): Workspace | undefined => {
  const {
    platform,
    teams,
    goals,
    channels,
    purposes,
    sources,
    signals,
    identity,
    topics,
    policy,
    prices,
    access,
    waivers,
    voice,
    theme,
  } = files;
  if (
    !platform.data ||
    !teams.data ||
    !goals.data ||
    !channels.data ||
    !purposes.data ||
    !sources.data ||
    !signals.data
  )
    return undefined;
  if (!identity.data || !topics.data || !policy.data || !prices.data || !access.data || !waivers.data || !voice.data)
    return undefined;
  if (!theme.data) return undefined;
  const lists = [...files.vendors, ...files.events, ...files.audiences, ...files.computedTraits];
  if (lists.some((read) => read.data === undefined)) return undefined;
  const refused = new Set(findings.filter((one) => one.severity === 'error').map((one) => one.file));
  return {
    root,
    platform: platform.data,
    teams: teams.data.teams,
    people: teams.data.people,
    goals: goals.data.goals,
    channels: channels.data.channels,
    purposes: purposes.data.purposes,
    sources: sources.data.sources,
    signals: signals.data,
    identity: identity.data,
    topics: topics.data.topics,
    policy: policy.data,
    prices: prices.data,
    access: access.data,
    waivers: waivers.data.waivers,
    voice: voice.data,
    theme: theme.data,
    layouts,
    vendors: files.vendors.flatMap(({ data }) => data ?? []),
    catalog: files.events.flatMap(({ data }) => data ?? []),
    audiences: files.audiences.flatMap(({ data }) => data ?? []),
    computedTraits: files.computedTraits.flatMap(({ data }) => data ?? []),
    launches: files.launches.flatMap(({ yaml, data }) =>
      data === undefined || refused.has(yaml.file) ? [] : [{ file: yaml.file, manifest: data }],
    ),
  };
};

const sorted = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
