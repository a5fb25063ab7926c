import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { approvalWorld } from '../support/approvals';
import { fakeProbes } from '../support/fake-deployer';
import { guideBlocks, wordsOf } from '../support/guide';
import { reachOf } from '../support/rehearsals';
import { ROOT } from '../support/shipped-platform';
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
    const workflows = ['launch', 'go-live', 'new-launch', 'switch-launch'].map((name) =>
      readFileSync(join(ROOT, `.github/workflows/${name}.yml`), 'utf8'),
    );
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

  it('names options of evidence that there are', async () => {
    const { out } = await reviewedWorld().tandem(['evidence', '--help']);
    for (const option of ['--stage', '--since', '--out']) expect(out).toContain(option);
  });

  it('links to what is there', () => {
    for (const [, to = ''] of PAGE.matchAll(/\]\(([^)#]+)\)/g))
      expect([to, existsSync(join(ROOT, 'docs', to))]).toEqual([to, true]);
  });
});
