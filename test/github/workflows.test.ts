import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScalar, parse, parseDocument, visit } from 'yaml';
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
  'launch.yml/plan': ['contents: read', 'id-token: write', 'pull-requests: write'],
  'launch.yml/dev': ['contents: write', 'id-token: write', 'pull-requests: write'],
  'launch.yml/prod': ['contents: write', 'id-token: write', 'pull-requests: write'],
  'go-live.yml/approvals': ['contents: read', 'id-token: write', 'pull-requests: read'],
  'go-live.yml/go-live': ['contents: read', 'id-token: write'],
  'go-live.yml/records': ['contents: write', 'pull-requests: write'],
  'go-live.yml/evidence': ['contents: read'],
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
    expect([...events].sort()).toEqual(['pull_request', 'push', 'workflow_call', 'workflow_dispatch']);
  });

  it('keeps credentials from pull requests of forks', () => {
    const open = jobs.filter(({ on, if: only = '', permissions = {} }) => {
      if (!('pull_request' in on) || only === "github.event_name == 'push'") return false;
      return permissions['id-token'] !== undefined && !only.includes('head.repo.full_name == github.repository');
    });
    // prod waits for dev, which is there for pushes alone.
    expect(open.map(({ job }) => job)).toEqual(['prod']);
    expect(workflows.find(({ name }) => name === 'launch.yml')?.workflow.jobs.prod).toMatchObject({ needs: 'dev' });
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

  it('gives a token to push with to no job that could take on a role', () => {
    for (const { permissions = {}, steps: own = [] } of jobs) {
      const pushes = own.some((one) => one.with?.push === 'true');
      if (pushes) expect(permissions).not.toHaveProperty('id-token');
      for (const { uses = '', with: given = {} } of own)
        if (uses.startsWith('actions/checkout@')) expect(given['persist-credentials']).toBe(false);
    }
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
    const [, secret = ''] = /--secret-id "([^"]+)"/.exec(workflows.map(({ text }) => text).join('')) ?? [];
    expect(secret.replace('$STAGE', 'prod')).toBe(workflowKeySecret({ prefix: platform.prefix, stage: 'prod' }));
  });

  it('runs steps that there are', () => {
    const main = readFileSync(join(ROOT, '.github/scripts/main.ts'), 'utf8');
    const called = steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/(?:\$STEP|main\.ts) ([\w-]+)/g)].map(([, step = '']) => step),
    );
    expect(called.length).toBeGreaterThan(7);
    for (const step of called) expect(main).toMatch(new RegExp(`^    '?${step}'?[:,]`, 'm'));
  });
});
