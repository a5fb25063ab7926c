import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScalar, parse, parseDocument, visit } from 'yaml';
import { evidenceKeySecret } from '../../lib/cli/evidence-pipeline-policy';
import { PIPELINE_DUTIES, pipelineEnvironment, workflowKeySecret } from '../../lib/cli/launch-pipeline-policy';
import { ROOT, shippedWorkspace } from '../support/shipped-platform';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps?: readonly Step[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly needs?: string | readonly string[];
  readonly strategy?: { readonly matrix: { readonly stage: readonly string[] } };
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = join(ROOT, '.github/workflows');
const workflows = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const action = parse(readFileSync(join(ROOT, '.github/actions/prepare/action.yml'), 'utf8')) as {
  readonly runs: { readonly steps: readonly Step[] };
};
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([job, content]) => ({ name, job, ...content, on: workflow.on })),
);
const steps = [...jobs.flatMap(({ steps: own = [] }) => own), ...action.runs.steps];

/** What anybody can write who opens a pull request, fills in a form or names a branch. */
const UNTRUSTED = /\$\{\{[^}]*\b(github\.(event|head_ref|ref_name|actor)|inputs)\b/;
/** Where else such words may stand: conditions and names are no program. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'launch.yml/check': ['contents: read'],
  'launch.yml/previews': ['contents: read'],
  'launch.yml/plan': ['contents: read', 'id-token: write'],
  'launch.yml/publish-pictures': ['contents: write'],
  'launch.yml/comment': ['contents: read', 'pull-requests: write'],
  'launch.yml/dev': ['contents: write', 'id-token: write', 'pull-requests: write'],
  'launch.yml/prod': ['contents: write', 'id-token: write', 'pull-requests: write'],
  'go-live.yml/approvals': ['contents: read', 'id-token: write', 'pull-requests: read'],
  'go-live.yml/go-live': ['contents: read', 'id-token: write'],
  'go-live.yml/records': ['contents: write', 'pull-requests: write'],
  'go-live.yml/evidence': ['contents: read', 'id-token: write'],
  'anchor-trail.yml/anchor': ['contents: read', 'id-token: write'],
  'anchor-trail.yml/keep-anchors': ['contents: write'],
  'new-launch.yml/new': ['contents: write', 'pull-requests: write'],
  'switch-launch.yml/switch': ['contents: read', 'id-token: write'],
};

describe('the workflows', () => {
  it.each(workflows.map(({ name, text }) => ({ name, text })))(
    'reads without error or doubled key: $name',
    ({ text }) => {
      const document = parseDocument(text, { uniqueKeys: true });
      expect([...document.errors, ...document.warnings]).toEqual([]);
    },
  );

  it('uses only actions that are pinned by commit, each with its version beside it, or its own', () => {
    const used = workflows.flatMap(({ text }) => [...text.matchAll(/uses: (.+)$/gm)].map(([, one = '']) => one));
    expect(used.length).toBeGreaterThan(10);
    for (const one of used) expect(one).toMatch(/^(\.\/[\w./-]+|[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    for (const { uses } of action.runs.steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    const own = used.filter((one) => one.startsWith('./')).map((one) => one.replace(/^\.\/(code\/)?/, ''));
    for (const one of own) expect([one, existsSync(join(ROOT, one))]).toEqual([one, true]);
  });

  it('gives no permission to a workflow as a whole, and to each job what it needs', () => {
    for (const { workflow } of workflows) expect(workflow.permissions).toEqual({});
    const given = jobs.map(({ name, job, permissions = {} }) => [
      `${name}/${job}`,
      Object.entries(permissions).map(([what, how]) => `${what}: ${how}`),
    ]);
    expect(Object.fromEntries(given)).toEqual(NEEDED);
  });

  it('is set off by nothing that runs what a stranger wrote with rights of ours', () => {
    const events = new Set(workflows.flatMap(({ workflow }) => Object.keys(workflow.on)));
    expect([...events].sort()).toEqual(['pull_request', 'push', 'schedule', 'workflow_call', 'workflow_dispatch']);
  });

  it('keeps credentials from pull requests of forks', () => {
    const open = jobs.filter(({ on, if: only = '', permissions = {} }) => {
      if (!('pull_request' in on) || only === "github.event_name == 'push'") return false;
      const writes = Object.values(permissions).includes('write');
      return writes && !only.includes('head.repo.full_name == github.repository');
    });
    // prod waits for dev, which is there for pushes alone; a comment for a plan, which forks do not get.
    expect(open.map(({ job }) => job)).toEqual(['comment', 'prod']);
    expect(workflows.find(({ name }) => name === 'launch.yml')?.workflow.jobs).toMatchObject({
      comment: { if: expect.stringContaining("needs.plan.result == 'success'") },
      prod: { needs: 'dev' },
    });
  });

  it("runs the protected branch's code on what a pull request brings, never its own", () => {
    for (const { job, if: only = '', steps: own = [] } of jobs) {
      if (!only.includes("== 'pull_request'")) continue;
      const [code] = own;
      expect([job, code?.with]).toEqual([job, { ref: 'main', path: 'code', 'persist-credentials': false }]);
      for (const { run = '' } of own)
        for (const line of run.trim().split('\n')) expect(line).toMatch(/^(\$STEP [\w-]+|sudo sysctl |$)/);
    }
    for (const { workflow } of workflows) {
      for (const text of Object.values((workflow as { env?: Record<string, string> }).env ?? {}))
        expect(text).not.toMatch(/project\//);
    }
  });

  it('leaves nothing of a pull request on a machine that may write to the repository or to the pull request', () => {
    const writing = jobs.filter(
      ({ name, steps: own, permissions = {} }) =>
        name === 'launch.yml' &&
        own !== undefined &&
        (permissions.contents === 'write' || permissions['pull-requests'] === 'write'),
    );
    expect(writing.map(({ job }) => job)).toEqual(['publish-pictures', 'comment']);
    for (const { steps: own = [] } of writing) {
      const checkouts = own.filter(({ uses = '' }) => /^actions\/checkout@|\/prepare$/.test(uses));
      expect(checkouts.map((one) => one.with)).toEqual([
        { ref: 'main', path: 'code', 'persist-credentials': false },
        { project: 'false' },
      ]);
    }
  });

  it('lets no job that may push take on a role, and keeps no token in a file', () => {
    for (const { permissions = {}, steps: own } of jobs) {
      if (permissions.contents === 'write' && own !== undefined) expect(permissions).not.toHaveProperty('id-token');
    }
    const checkouts = steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(7);
    for (const one of checkouts) expect(one.with?.['persist-credentials']).toBe(false);
  });

  it('waits for jobs that there are', () => {
    for (const { workflow } of workflows)
      for (const { needs = [] } of Object.values(workflow.jobs))
        for (const one of [needs].flat()) expect(Object.keys(workflow.jobs)).toContain(one);
  });

  it('anchors the trail of every stage that locks it', () => {
    const { stages } = shippedWorkspace().platform;
    const locked = Object.keys(stages).filter((stage) => stages[stage]?.protect);
    expect(jobs.find(({ job }) => job === 'anchor')?.strategy?.matrix.stage).toEqual(locked);
  });

  it('hands what others wrote to programs as variables, never as part of a program', () => {
    expect(steps.filter(({ run = '' }) => run.includes('${{')).map(({ run }) => run)).toEqual([]);
    const found = workflows.flatMap(({ name, text }) => {
      const places: string[] = [];
      visit(parseDocument(text), {
        Pair: (_, { key, value }) => {
          if (!isScalar(key) || !isScalar(value) || !UNTRUSTED.test(String(value.value))) return;
          places.push(`${name} ${key.value}`);
        },
      });
      return places;
    });
    // Names of variables, of the group of a run, of an environment and of an artefact.
    const harmless = /(?: [A-Z_]+| group| environment| name| pattern)$/;
    expect(found.filter((place) => !harmless.test(place))).toEqual([]);
  });

  it('takes on roles by short tokens, in the environments that the roles trust, and stores no key', () => {
    const { platform } = shippedWorkspace();
    const real = Object.keys(platform.stages).filter((stage) => stage !== platform.defaultStage);
    const known = real.flatMap((stage) => PIPELINE_DUTIES.map((duty) => pipelineEnvironment(stage, duty)));
    const called = jobs.flatMap(({ uses, with: given }) => (uses === undefined ? [] : [String(given?.stage)]));
    expect(called).toEqual(real);
    const environments = jobs.flatMap(({ environment }) =>
      environment === undefined ? [] : real.map((stage) => environment.replace(/^\$\{\{.*?\}\}/, stage)),
    );
    expect(environments.length).toBeGreaterThan(0);
    for (const environment of environments) expect(known).toContain(environment);
    for (const { text } of workflows) expect(text).not.toMatch(/secrets\.|aws-(access-key|secret)/);
    const read = [
      ...workflows
        .map(({ text }) => text)
        .join('')
        .matchAll(/--secret-id "([^"]+)"/g),
    ];
    const of = { prefix: platform.prefix, stage: 'prod' };
    expect(read.map(([, secret = '']) => secret.replace('$STAGE', 'prod'))).toEqual([
      workflowKeySecret(of),
      evidenceKeySecret(of),
    ]);
  });

  it('runs steps that there are', () => {
    const main = readFileSync(join(ROOT, '.github/scripts/main.ts'), 'utf8');
    const called = steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/(?:\$STEP|main\.ts) ([\w-]+)/g)].map(([, step = '']) => step),
    );
    expect(new Set(called).size).toBeGreaterThan(11);
    for (const step of called) expect(main).toMatch(new RegExp(`^    '?${step}'?[:,]`, 'm'));
  });
});
