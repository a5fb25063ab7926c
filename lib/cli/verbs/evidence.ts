import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { buildAll } from '../../bundle';
import { buildFiles } from '../../evidence/build-files';
import { changesSince } from '../../evidence/changes/changes';
import type { Former } from '../../evidence/changes/former';
import { collectEvidence } from '../../evidence/collect';
import type { LockFile } from '../../evidence/lock-file';
import { type BundleSubject, sealed } from '../../evidence/seal';
import { toolVersions } from '../../evidence/tools';
import { evaluate } from '../../governance/register/evaluate';
import { evaluateAccess } from '../../governance/register/evaluate-access';
import { buildRegister } from '../../governance/register/register';
import type { About, Register } from '../../governance/register/schema';
import { waiverRegister } from '../../governance/register/waiver-register';
import { WAIVERS_FILE } from '../../governance/waiver-findings';
import { stageContext } from '../../stacks/compose';
import { loadWorkspace, type Workspace } from '../../workspace';
import type { Answer } from '../answer';
import { fileFinding } from '../codes';
import { type Context, EnvironmentError } from '../context';
import { type Commit, commitOf } from './evidence/commit';
import { formerBundle, isBundle } from './evidence/former-bundle';
import { formerCommit } from './evidence/former-commit';
import { signingKey } from './evidence/keys';
import { lockOf } from './evidence/lock';
import { type PeriodOptions, periodGiven, periodTold } from './evidence/period';
import { synthesised } from './evidence/synthesise';
import { told, toldChanges, toldCheck } from './evidence/words';

export interface EvidenceOptions extends PeriodOptions {
  /** New or empty folder that the bundle is written to. @default - nothing is written */
  readonly out?: string | undefined;
  /** File with the Ed25519 key that signs the bundle. @default - nobody signs it, and it says so */
  readonly key?: string | undefined;
  /** Commit, branch or tag, or the folder of an earlier bundle, since which changes are told. @default - none are told */
  readonly since?: string | undefined;
  /** Waivers and approvals are judged as of this moment. @default - when the commit was made */
  readonly asOf?: Date | undefined;
}

/**
 * Writes what auditors need to know of a stage, as the commit that is checked out makes it, and tells what is not as it
 * was. Refused where the register fails.
 */
export const evidence = async (context: Context, options: EvidenceOptions): Promise<Answer> => {
  const { cwd, root } = context;
  if (options.out === undefined && options.since === undefined) {
    throw new EnvironmentError('Say --out <folder>, --since <commit>, or both.');
  }
  const out = options.out === undefined ? undefined : emptyFolder(resolve(cwd, options.out));
  const key = options.key === undefined ? undefined : signingKey(cwd, options.key);
  const given = periodGiven(context, options);
  const commit = commitOf(root);
  const lock = lockOf(root);
  const former = options.since === undefined ? undefined : formerOf(context, options.since);
  const asOf = options.asOf ?? commit.at;
  const { workspace, findings, sources } = loadWorkspace(root, { asOf });
  if (workspace === undefined) return { findings: findings.filter((one) => one.severity === 'error'), sources };
  const handlersDir = await bundlesOf(workspace);
  const stage = stageContext(context.platform, context.stage);
  const { app, templates } = synthesised(root, workspace, stage);
  const sound = new Set(workspace.launches.map(({ file }) => file));
  const register = buildRegister({
    about: aboutOf(context, commit, lock, asOf),
    evaluated: [
      { mode: 'enforced', evaluation: evaluateAccess(templates, workspace.access) },
      ...evaluate(app, { workspace, stage, asOf }),
    ],
    waivers: workspace.waivers,
    leftOut: [...sources.keys()].filter((file) => /^launches\/.*\.yaml$/.test(file) && !sound.has(file)).sort(),
  });
  const waiverOptions = stage.settings.edge.cloudFrontWaf ? ['cloudFrontWaf'] : [];
  const waivers = waiverRegister(register, workspace.waivers, waiverOptions);
  const collected = collectEvidence({ templates, workspace, stage, register, waivers, lock, handlersDir });
  const changes = former && changesSince(former, collected, sources);
  const shown = out === undefined ? undefined : relative(cwd, out);
  const period =
    given && periodTold({ ...given, root, commit: commit.id, workspace, templates, register }, shown ?? '');
  const written =
    out === undefined
      ? undefined
      : write(
          out,
          sealed(
            new Map([...buildFiles({ ...collected, changes }), ...(period?.files ?? [])]),
            subjectOf(register.about),
            key,
          ),
        );
  return {
    findings: [
      ...failing(register, shown === undefined ? WAIVERS_FILE : `${shown}/build/register.json`),
      ...(period?.findings ?? []),
    ],
    data: {
      about: register.about,
      verdict: register.verdict,
      ...(shown && { out: shown, files: written, signedBy: key?.public.fingerprint ?? null }),
      ...changes,
      ...(period && { period: period.data }),
    },
    lines: [
      ...told(register),
      ...(changes === undefined ? [] : ['', ...toldChanges(options.since ?? '', changes, shown)]),
      ...(period === undefined ? [] : ['', ...period.lines]),
      ...(shown === undefined ? [] : ['', ...toldCheck(shown, key?.public.fingerprint)]),
    ],
  };
};

/** A folder is a bundle, which knows what was found; anything else is for git to know. */
const formerOf = ({ cwd, root, stage }: Context, since: string): Former => {
  const folder = resolve(cwd, since);
  return isBundle(folder) ? formerBundle(folder, stage) : formerCommit(root, since);
};

/**
 * The folder of the handlers' bundles, made anew from their sources: what an earlier commit left there is no evidence of
 * this one. Where there are no sources, they were made elsewhere.
 */
const bundlesOf = async (workspace: Workspace): Promise<string> => {
  const { root } = workspace;
  if (existsSync(join(root, 'lambdas/handlers'))) await buildAll(workspace);
  return join(root, 'dist/handlers');
};

/** Writes files; their names. */
const write = (out: string, files: ReadonlyMap<string, string | Uint8Array>): readonly string[] => {
  for (const [file, content] of files) {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    writeFileSync(join(out, file), content);
  }
  return [...files.keys()].sort();
};

/** Files left from another time would be taken for evidence of this one. */
const emptyFolder = (folder: string): string => {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return folder;
  throw new EnvironmentError(`${folder} is not empty: evidence is written to a folder of its own. Name a new one.`);
};

const aboutOf = ({ platform, stage, settings }: Context, commit: Commit, lock: LockFile, asOf: Date): About => ({
  organisation: platform.organisation,
  stage,
  account: settings.account,
  region: settings.region,
  realCustomers: settings.realCustomers,
  commit: commit.id,
  committedAt: commit.at.toISOString(),
  changed: [...commit.changed],
  asOf: asOf.toISOString().slice(0, 10),
  tools: toolVersions(lock),
});

const subjectOf = ({ organisation, stage, account, commit, committedAt, asOf }: About): BundleSubject => ({
  organisation,
  stage,
  account,
  commit,
  committedAt,
  asOf,
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
