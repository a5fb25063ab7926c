import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { EXCLUDED } from '../../../contracts/decision';
import { policySchema } from '../../../contracts/policy';
import { teamsSchema } from '../../../contracts/team';
import { REFUSED } from '../../../lambdas/domain/delivery';
import { APPROVAL_CODES } from '../../../lib/approval';
import { judgeLaunch } from '../../../lib/governance/judge-launch';
import { workspaceFacts } from '../../../lib/governance/launch-facts';
import { LAUNCH_RULES } from '../../../lib/governance/launch-rules';
import { packsOf } from '../../../lib/governance/packs';
import { loadWorkspace, platformConfig, type Workspace } from '../../../lib/workspace';
import { CODES } from '../../../lib/workspace/codes';
import { alternatives } from '../../../lib/workspace/schema-keys';
import { BROKEN } from '../../support/broken-rules';
import { launchYaml, policyWith, teamWith } from '../../support/policy';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const PAGE = readFileSync(resolve(__dirname, '../../../docs/policy.md'), 'utf8');

/** Every key of a shape that holds a value, with dots; lists are passed through, free-form maps are one key. */
const keysOf = (schema: z.ZodType, path: string): readonly string[] =>
  alternatives(schema).flatMap((shape) => {
    if (shape instanceof z.ZodArray) return keysOf(shape.element as z.ZodType, path);
    if (!(shape instanceof z.ZodObject)) return [path];
    return Object.entries(shape.shape).flatMap(([key, value]) => keysOf(value as z.ZodType, `${path}.${key}`));
  });

const KEYS = [...keysOf(policySchema, 'policy'), ...keysOf(teamsSchema.shape.teams, 'teams')];

/** Rows of the page's table of limits: keys, and what stands in the columns of check and of run time. */
const ROWS = PAGE.slice(PAGE.indexOf('## Every limit'), PAGE.indexOf('Besides these'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [, keys = '', , check = '', run = ''] = line.split('|');
    return { keys: quoted(keys), rules: quoted(check), check: check.trim(), run: run.trim() };
  });

function quoted(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** A value that notes the path of everything that is read of it. */
const noting = <T>(value: T, path: string, read: Set<string>): T => {
  if (typeof value !== 'object' || value === null) {
    read.add(path);
    return value;
  }
  return new Proxy(value, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || typeof member === 'function') return member;
      const isIndex = Array.isArray(target) && /^(\d+|length)$/.test(key);
      const at = isIndex ? path : `${path}.${key}`;
      if (isIndex && key === 'length') return member;
      read.add(at);
      return noting(member, at, read);
    },
  }) as T;
};

/** A workspace in which one launch breaks a rule, and all that is read of its policy and its teams. */
const noted = (broken: Omit<(typeof BROKEN)[number], 'expected' | 'case' | 'rule'>) => {
  const root = workspaceWith({
    'platform/policy.yaml': policyWith(broken.policy ?? ''),
    'platform/teams.yaml': teamWith(broken.team),
    'launches/judged.yaml': launchYaml('judged', broken.launch),
    ...Object.fromEntries(
      Object.entries(broken.others ?? {}).map(([name, change]) => [`launches/${name}.yaml`, launchYaml(name, change)]),
    ),
  });
  const { workspace, drafts } = loadWorkspace(root, { asOf: AS_OF });
  if (workspace === undefined) throw new Error('The workspace cannot be read.');
  const read = new Set<string>();
  const watched: Workspace = {
    ...workspace,
    policy: noting(workspace.policy, 'policy', read),
    teams: noting(workspace.teams, 'teams', read),
  };
  return { watched, launches: [...drafts.values()], read };
};

/** What a rule reads of policy and teams, over all launches that break it. */
const readBy = (rule: string): ReadonlySet<string> => {
  const all = BROKEN.filter((one) => (rule === 'policy.rule' ? one.rule.startsWith('policy.') : one.rule === rule)).map(
    (broken) => {
      const { watched, launches, read } = noted(broken);
      const facts = workspaceFacts(watched, launches);
      read.clear();
      const own = LAUNCH_RULES.find(({ id }) => id === rule);
      for (const launch of launches) {
        if (own === undefined) judgeLaunch(launch, facts, { waivers: [], asOf: AS_OF });
        else own.check(launch, facts);
      }
      return read;
    },
  );
  return new Set(all.flatMap((read) => [...read]));
};

const LIMITS =
  'quietHours: [{ channels: [email], from: "21:00", until: "08:00" }]\nblackouts: [{ from: 2026-12-24, until: 2026-12-26, reason: r, teams: [retail-marketing] }]\n';

describe('the table of docs/policy.md', () => {
  it('has every key of policy.yaml and teams.yaml once, and no other', () => {
    expect(ROWS.flatMap(({ keys }) => keys).sort()).toEqual([...KEYS].sort());
  });

  it('names rules and reasons that there are', () => {
    const rules = ROWS.flatMap(({ rules: named }) => named);
    const reasons = ROWS.flatMap(({ run }) => quoted(run));

    expect(rules.filter((rule) => !(rule in { ...CODES, ...APPROVAL_CODES }))).toEqual([]);
    expect(reasons.filter((reason) => ![...REFUSED, ...EXCLUDED].includes(reason as never))).toEqual([]);
  });

  it('says of every key who holds it', () => {
    expect(ROWS.filter(({ check, run }) => check === '-' && run === '-').flatMap(({ keys }) => keys)).toEqual([]);
  });

  it.each([...LAUNCH_RULES.map(({ id }) => id).filter((id) => id !== 'purpose.channel'), 'policy.rule'])(
    'says of %s what it reads',
    (rule) => {
      const said = ROWS.filter(({ rules }) => rules.includes(rule)).flatMap(({ keys }) => keys);
      const read = readBy(rule);

      expect(said.length).toBeGreaterThan(0);
      expect(said.filter((key) => !read.has(key))).toEqual([]);
    },
  );

  it('says of the functions what is built into them', () => {
    const { watched, read } = noted({ policy: LIMITS, launch: {} });
    read.clear();
    platformConfig(watched);
    const built = ROWS.filter(
      ({ run, keys }) => /deliver-message holds|beyond|by lot|as above/.test(run) && keys[0]?.startsWith('policy.'),
    )
      .flatMap(({ keys }) => keys)
      .filter((key) => key !== 'policy.holdout.minimum');

    expect(built.filter((key) => !read.has(key))).toEqual([]);
  });

  it('says of the packs what synthesis reads', () => {
    const { watched, read } = noted({ launch: {} });
    read.clear();
    packsOf(watched.policy, 'enforced');

    expect(read).toEqual(new Set(['policy.packs', 'policy.packs.pack', 'policy.packs.mode']));
  });
});
