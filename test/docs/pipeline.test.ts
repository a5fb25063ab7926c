import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PIPELINE_DUTIES, pipelineEnvironment } from '../../lib/cli/launch-pipeline-policy';
import { approvalWorld } from '../support/approvals';
import { fakeProbes } from '../support/fake-deployer';
import { guideBlocks, wordsOf } from '../support/guide';
import { reachOf } from '../support/rehearsals';
import { ROOT, shippedWorkspace } from '../support/shipped-platform';
import { removeWorkspaces } from '../support/workspace';

afterAll(removeWorkspaces);

const PAGE = readFileSync(join(ROOT, 'docs/pipeline.md'), 'utf8');

/** The project of the page, with the reviews that its brand and its lead have given. */
const reviewedWorld = () => {
  const world = approvalWorld();
  world.git('rm', '--quiet', 'platform/vendors/oldpost.yaml');
  const head = world.commit();
  const review = (id: number, login: string) => ({
    ...{ id, user: { login }, state: 'APPROVED', commit_id: head, submitted_at: '2026-11-20T10:00:00Z' },
  });
  world.write('reviews.json', JSON.stringify([review(1, 'nina-coats'), review(2, 'mara-coats')]));
  world.write('pull.json', JSON.stringify({ number: 7, user: { login: 'somebody' }, head: { sha: head } }));
  copyFileSync(world.key('workflow'), join(world.root, 'workflow.pem'));
  world.stage.reach = (asked) => reachOf(asked);
  world.stage.functions = fakeProbes(world.stage.definitions);
  return world;
};

describe('docs/pipeline.md', () => {
  it('says what happens when it is followed', async () => {
    const world = reviewedWorld();
    let said = '';
    let commands = 0;
    for (const { language, text } of guideBlocks(PAGE)) {
      if (language === 'text') for (const part of text.split(/^\.\.\.\n/m)) expect(said).toContain(part.trimEnd());
      if (language !== 'sh') continue;
      said = '';
      for (const line of text.trim().split('\n')) {
        const words = wordsOf(line);
        expect(words.slice(0, 2)).toEqual(['npx', 'tandem']);
        const { code, out } = await world.tandem(words.slice(2));
        expect([line, code, out]).toEqual([line, 0, expect.any(String)]);
        said += `${out}\n`;
        commands += 1;
      }
    }
    expect(commands).toBe(7);
    expect(world.stage.rows.get('autumn-coats')).toMatchObject({ state: 'live', approvedBy: ['mara', 'nina'] });
  });

  it('names every job, every environment and every step that there is, and no other', () => {
    const folder = join(ROOT, '.github/workflows');
    const workflows = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const jobs = workflows.flatMap((text) =>
      [...text.matchAll(/^ {2}([\w-]+):\n(?: {4}.*\n)* {4}runs-on/gm)].map(([, job]) => job),
    );
    const told = [...PAGE.matchAll(/^\|[^|]+\| `([\w-]+)` \| [^|]+ \| [^|]+ \|$/gm)].map(([, job]) => job);
    expect(told.sort()).toEqual(jobs.sort());
    const main = readFileSync(join(ROOT, '.github/scripts/main.ts'), 'utf8');
    const [, block = ''] = /steps: .*? = \{\n(.*?)\n {2}\};/s.exec(main) ?? [];
    const steps = [...block.matchAll(/^ {4}'?([\w-]+)'?:/gm)].map(([, step]) => step);
    expect(steps.length).toBeGreaterThan(5);
    const listed = /<step>`: ([^.]*)\./.exec(PAGE)?.[1] ?? '';
    expect([...listed.matchAll(/`([\w-]+)`/g)].map(([, step]) => step)).toEqual(steps);
  });

  it.each([
    [['evidence'], ['--stage', '--since', '--out', '--key']],
    [
      ['trail', 'anchor'],
      ['--stage', '--anchors'],
    ],
    [['trail'], ['--verify', '--stage', '--anchors']],
  ])('names options that there are: %p', async (verb, options) => {
    const { out } = await reviewedWorld().tandem([...verb, '--help']);
    for (const option of options) {
      expect(out).toContain(option);
      expect(PAGE).toMatch(new RegExp(`npx tandem ${verb.join(' ')}.* ${option}\\b`));
    }
  });

  it('names every environment that a job is of', () => {
    const named = [...PAGE.matchAll(/^\| (`[^|]+) \| `tandem-/gm)].flatMap(([, names = '']) => names.match(/[\w-]+/g));
    const { platform } = shippedWorkspace();
    const real = Object.keys(platform.stages).filter((stage) => stage !== platform.defaultStage);
    const all = real.flatMap((stage) => PIPELINE_DUTIES.map((duty) => pipelineEnvironment(stage, duty)));
    // Pull requests are planned, reviewed and anchored for customers who are real.
    const without = ['dev-plan', 'dev-approvals', 'dev-anchor'];
    expect(named.sort()).toEqual(all.filter((one) => !without.includes(one)).sort());
  });

  it('links to what is there', () => {
    for (const [, to = ''] of PAGE.matchAll(/\]\(([^)#]+)\)/g))
      expect([to, existsSync(join(ROOT, 'docs', to))]).toEqual([to, true]);
  });
});
