import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../contracts/finding';
import type { SendTestTask } from '../../contracts/send-test';
import { explainLaunch } from '../../lambdas/domain/explain-launch';
import { compileLaunch, loadWorkspace } from '../../lib/workspace';
import { inputs, person } from '../support/decision-fixtures';
import { approvingProject } from '../support/e2e/project';
import { fakeProbes } from '../support/fake-deployer';
import { fakeStage, runTandem } from '../support/fake-stage';
import { fakeTests } from '../support/fake-tests';
import { guideBlocks, wordsOf } from '../support/guide';
import { reachOf, rehearsalOf } from '../support/rehearsals';
import { removeShippedCopies, shippedCopy } from '../support/shipped-copy';
import { ROOT } from '../support/shipped-platform';
import { AS_OF } from '../support/workspace';

const GUIDE = readFileSync(join(ROOT, 'docs/launching-a-channel.md'), 'utf8');
const LAUNCH = 'sunday-soup';
const FILE = `launches/${LAUNCH}.yaml`;
/** The launch that the guide arrives at. */
const good =
  guideBlocks(GUIDE)
    .filter(({ language }) => language === 'yaml')
    .at(-1)?.text ?? '';

/** What was counted of the launch by the time its results are asked for. */
const COUNTED = { exposed: 4100, 'held-out': 455, 'goal.treated': 287, 'goal.held-out': 19 };

afterAll(removeShippedCopies);

const compiled = (root: string) => {
  const { workspace } = loadWorkspace(root, { asOf: AS_OF });
  const manifest = workspace?.launches.find(({ file }) => file === FILE)?.manifest;
  if (workspace === undefined || manifest === undefined) throw new Error('The launch of the guide has errors.');
  return compileLaunch(manifest, workspace);
};

/** A customer who looked at something and agreed to the app. */
const customer = person({
  consent: { 'personalised-offers/app': { at: '2026-11-20T00:00:00.000Z', key: 'crm#1', status: 'granted' } },
  digests: [
    { event: 'Product Viewed', where: { category: 'SOUP' }, times: [Date.parse('2026-12-04T10:00:00Z') / 1000] },
  ],
});

describe('docs/launching-a-channel.md', () => {
  it('says what happens when it is followed, from the first command to the last', async () => {
    // Where approvals are given, people have keys, and the protected branch lists them.
    const project = approvingProject('prod');
    const { root } = project;
    for (const name of ['nina', 'otto', 'mara']) copyFileSync(project.key(name), join(root, `${name}.pem`));
    const stage = fakeStage();
    stage.environment.set('TANDEM_CHAT_URL', 'https://chat.harvest-lane.example/tandem');
    stage.gitEmail = 'robin@harvest-lane.example';
    const [tests, probes] = [fakeTests(), fakeProbes(stage.definitions)];
    const isTest = (task: object): boolean => ['send', 'look'].includes((task as SendTestTask).task);
    stage.reach = (asked) => reachOf(asked);
    stage.history = (asked, days) => rehearsalOf(asked, { days });
    stage.functions = (name, task) => (isTest(task) ? tests(name, task) : probes(name, task));
    let said = '';
    for (const { language, text } of guideBlocks(GUIDE)) {
      if (language === 'yaml') writeFileSync(join(root, FILE), text);
      if (language === 'text') for (const part of text.split(/^\.\.\.\n/m)) expect(said).toContain(part.trimEnd());
      if (language !== 'sh') continue;
      said = '';
      for (const line of text.trim().split('\n')) said += await run(line);
    }
    expect(stage.rows.get(LAUNCH)?.state).toBe('ended');
    expect(existsSync(join(root, 'preview', `${LAUNCH}.html`))).toBe(true);
    project.remove();

    async function run(line: string): Promise<string> {
      const words = wordsOf(line);
      expect(words.slice(0, 2)).toEqual(['npx', 'tandem']);
      if (words[2] === 'why') {
        const now = '2026-12-05T15:00:00.000Z';
        const body = explainLaunch(compiled(root), {
          ...inputs([], { now, person: customer }),
          quiet: { hours: [], blackouts: [] },
        });
        stage.answers.push({ status: 200, body: { ...body } });
      }
      if (words[2] === 'results') stage.counters.set(LAUNCH, { counters: COUNTED, parts: {} });
      const { code, out, err } = await runTandem(root, words.slice(2), stage, () => 'yes');
      // Going live shows each step as it comes, and who approves is shown what.
      expect([line, ['go-live', 'approve'].includes(words[2] ?? '') || err === '']).toEqual([line, true]);
      expect(code).toBe(out.includes('\nerror  ') ? 1 : 0);
      return `${out}\n`;
    }
  });

  it('ends in a launch of which check has nothing to say', () => {
    const last = guideBlocks(GUIDE)
      .filter(({ language }) => language === 'yaml')
      .at(-1);
    const root = shippedCopy({ [FILE]: last?.text ?? '' });
    expect(loadWorkspace(root, { asOf: AS_OF }).findings.filter(({ file }) => file === FILE)).toEqual([]);
  });

  const rows = [...GUIDE.matchAll(/^\| `(.+?)` \| `([\w.]+)`(.*?) \|/gm)].map(
    ([, line = '', code = '', rest = '']) => ({
      line: line.replaceAll('\\|', '|'),
      code,
      message: rest.trim(),
    }),
  );
  it('has a table of mistakes', () => expect(rows.length).toBeGreaterThan(8));

  /** The launch of the guide with a mistake in it, under an id of its own. */
  const withMistake = (line: string, id: string): string => {
    const key = line.slice(0, line.indexOf(':') + 1);
    const lines = good.replace(/^launch: \S+/, `launch: ${id}`).split('\n');
    const at = lines.findIndex((one) => one.trimStart().startsWith(key));
    if (at < 0) throw new Error(`The launch of the guide has no "${key}".`);
    return lines.with(at, `${/^ */.exec(lines[at] ?? '')?.[0]}${line}`).join('\n');
  };
  const fileOf = (index: number): string => `launches/mistake-${index}.yaml`;
  let found: readonly Finding[];
  beforeAll(() => {
    const files = rows.map(({ line }, index) => [fileOf(index), withMistake(line, `mistake-${index}`)] as const);
    found = loadWorkspace(shippedCopy(Object.fromEntries(files)), { asOf: AS_OF }).findings;
  });

  it.each(rows.map((row, index) => ({ ...row, index })))('says what the screen says of a mistake: $line', (row) => {
    const said = found.filter(({ file, code }) => file === fileOf(row.index) && code === row.code);
    expect(said.map((one) => one.message)).toContainEqual(expect.stringContaining(row.message));
  });

  it('can be read in ten minutes', () => {
    const prose = GUIDE.replace(/^```.*?^```$/gms, '').replace(/^\| `.*$/gm, '');
    // Slow readers of English manage 220 words a minute.
    expect(prose.split(/\s+/).length).toBeLessThan(2200);
  });

  it('links to what is there', () => {
    for (const [, to = ''] of GUIDE.matchAll(/\]\(([^)#]+)\)/g))
      expect([to, existsSync(join(ROOT, 'docs', to))]).toEqual([to, true]);
  });
});
