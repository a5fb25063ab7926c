import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { dependencies, version } from '../../../package.json';
import { buildFiles, checksums, SUMS } from '../../governance/register/bundle';
import { evaluate } from '../../governance/register/evaluate';
import { buildRegister } from '../../governance/register/register';
import type { About, Register } from '../../governance/register/schema';
import { type WaiverChange, waiverChanges } from '../../governance/register/waiver-changes';
import { waiverRegister } from '../../governance/register/waiver-register';
import { WAIVERS_FILE } from '../../governance/waiver-findings';
import { stageContext } from '../../stacks/compose';
import { loadWorkspace } from '../../workspace';
import type { Answer } from '../answer';
import { fileFinding } from '../codes';
import { type Context, EnvironmentError } from '../context';
import { type Commit, commitOf } from './evidence/commit';
import { formerWaivers } from './evidence/former-waivers';
import { synthesisedApp } from './evidence/synthesise';

export interface EvidenceOptions {
  /** New or empty folder that the bundle is written to. @default - nothing is written */
  readonly out?: string | undefined;
  /** Commit, branch or tag since which changes of waivers are told. @default - none are told */
  readonly since?: string | undefined;
  /** Waivers and approvals are judged as of this moment. @default - when the commit was made */
  readonly asOf?: Date | undefined;
}

/**
 * Writes what auditors need to know of a stage, as the commit that is checked out makes it, and tells what changed about
 * waivers. Refused where the register fails.
 */
export const evidence = (context: Context, options: EvidenceOptions): Answer => {
  const { cwd, root } = context;
  if (options.out === undefined && options.since === undefined) {
    throw new EnvironmentError('Say --out <folder>, --since <commit>, or both.');
  }
  const out = options.out === undefined ? undefined : emptyFolder(resolve(cwd, options.out));
  const commit = commitOf(root);
  const former = options.since === undefined ? undefined : formerWaivers(root, options.since);
  const asOf = options.asOf ?? commit.at;
  const { workspace, findings, sources } = loadWorkspace(root, { asOf });
  if (workspace === undefined) return { findings: findings.filter((one) => one.severity === 'error'), sources };
  const stage = stageContext(context.platform, context.stage);
  const sound = new Set(workspace.launches.map(({ file }) => file));
  const register = buildRegister({
    about: aboutOf(context, commit, asOf),
    evaluated: evaluate(synthesisedApp(root, workspace, stage), { workspace, stage, asOf }),
    waivers: workspace.waivers,
    leftOut: [...sources.keys()].filter((file) => /^launches\/.*\.yaml$/.test(file) && !sound.has(file)).sort(),
  });
  const waiverOptions = stage.settings.edge.cloudFrontWaf ? ['cloudFrontWaf'] : [];
  const waivers = waiverRegister(register, workspace.waivers, waiverOptions);
  const changes = former && { since: former.commit, changes: waiverChanges(former, waivers) };
  const written = out === undefined ? undefined : write(out, buildFiles({ register, workspace, waivers, changes }));
  const shown = out === undefined ? undefined : relative(cwd, out);
  return {
    findings: failing(register, shown === undefined ? WAIVERS_FILE : `${shown}/build/register.json`),
    data: {
      about: register.about,
      verdict: register.verdict,
      ...(shown && { out: shown, files: written }),
      ...changes,
    },
    lines: [
      ...told(register),
      ...(changes === undefined ? [] : ['', ...toldChanges(options.since ?? '', changes.changes)]),
      ...(shown === undefined ? [] : ['', `Written to ${shown}. Check it: cd ${shown} && sha256sum -c ${SUMS}`]),
    ],
  };
};

/** Writes files and their hashes; their names. */
const write = (out: string, files: ReadonlyMap<string, string>): readonly string[] => {
  for (const [file, text] of [...files, [SUMS, checksums(files)] as const]) {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    writeFileSync(join(out, file), text);
  }
  return [...files.keys()].sort();
};

const toldChanges = (since: string, changes: readonly WaiverChange[]): readonly string[] => [
  changes.length === 0 ? `Waivers since ${since}: nothing changed` : `Waivers since ${since}:`,
  ...changes.map(({ id, words }) => `  ${id} ${words}`),
];

/** Files left from another time would be taken for evidence of this one. */
const emptyFolder = (folder: string): string => {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return folder;
  throw new EnvironmentError(`${folder} is not empty: evidence is written to a folder of its own. Name a new one.`);
};

const aboutOf = ({ platform, stage, settings }: Context, commit: Commit, asOf: Date): About => ({
  organisation: platform.organisation,
  stage,
  account: settings.account,
  region: settings.region,
  realCustomers: settings.realCustomers,
  commit: commit.id,
  committedAt: commit.at.toISOString(),
  changed: [...commit.changed],
  asOf: asOf.toISOString().slice(0, 10),
  tools: { tandem: version, 'aws-cdk-lib': dependencies['aws-cdk-lib'], 'cdk-nag': dependencies['cdk-nag'] },
});

const failing = ({ verdict, rows }: Register, file: string) => {
  if (verdict.passes) return [];
  const first = rows.find(({ key }) => key === verdict.failing[0]);
  const open =
    first === undefined
      ? []
      : [`${verdict.failing.length} errors that no waiver in force covers, the first: ${first.rule} on ${first.path}`];
  const left = verdict.leftOut.length === 0 ? [] : [`launches with mistakes: ${verdict.leftOut.join(', ')}`];
  return [
    fileFinding(
      'evidence.fails',
      file,
      [...open, ...left].join('; '),
      'Mend what is found, or have a waiver granted; npx tandem check says what is wrong with launches.',
    ),
  ];
};

const told = ({ about, packs, verdict }: Register): readonly string[] => [
  `Commit ${about.commit.slice(0, 12)}, judged as of ${about.asOf}: ${verdict.passes ? 'passes' : 'FAILS'}`,
  ...(about.changed.length === 0
    ? []
    : [
        `  Not as the commit has it: ${about.changed.length === 1 ? about.changed[0] : `${about.changed.length} files, which the register names`}`,
      ]),
  ...packs.map(({ pack, mode, superseded, rules, resources, rows }) => {
    const open = rows['non-compliant'] + rows.error;
    const label = superseded === undefined ? mode : `${mode}, superseded since ${superseded.on} by ${superseded.by}`;
    return `  ${pack} (${label}): ${rules} rules on ${resources} ${pack.endsWith('Launches') ? 'launches' : 'resources'}; ${rows.compliant} compliant, ${rows.waived} waived, ${open} open`;
  }),
];
