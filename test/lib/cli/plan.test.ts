import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { definitionOf } from '../../support/plan-facts';
import { plannedRoot, plannedWorkspace } from '../../support/planned-launch';
import { reachOf, rehearsalOf } from '../../support/rehearsals';
import { removeShippedCopies } from '../../support/shipped-copy';

const root = plannedRoot();
const definition = definitionOf(plannedWorkspace(root));

afterAll(removeShippedCopies);

const stageThatKnows = () => {
  const stage = fakeStage();
  stage.reach = (asked) => reachOf(asked);
  stage.history = (asked, days) => rehearsalOf(asked, { days });
  return stage;
};
const json = async (argv: readonly string[], stage = stageThatKnows()) => {
  const { code, out, err } = await runTandem(root, ['plan', 'soup-week', '--json', ...argv], stage);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};

describe('tandem plan', () => {
  it('says in words what will happen, the stage first and the hash last', async () => {
    const { code, out } = await runTandem(root, ['plan', 'soup-week'], stageThatKnows());
    expect(code).toBe(0);
    expect(out).toMatch(/^stage local · account 0+ · REAL CUSTOMERS: no\n/);
    for (const title of [
      'What changes',
      'People',
      'Personal data that leaves',
      'Money',
      'Who has to agree',
      'Resources and permissions',
      'Hash of the plan',
    ])
      expect(out).toContain(`── ${title} ──`);
    expect(out).toMatch(/\nhear from it +90\n/);
    expect(out).toContain('It was never live.');
  });

  it('changes nothing: no row, no stack, no message', async () => {
    const stage = stageThatKnows();
    await runTandem(root, ['plan', 'soup-week', '--history', '14d'], stage);
    expect([stage.steps, stage.rows.size, stage.deployed.size, stage.tasks]).toEqual([[], 0, 0, []]);
  });

  it('gives everything to programs', async () => {
    const { plan, stage } = await json(['--history', '7d']);
    expect(stage).toBe('local');
    expect(plan.fingerprint.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(plan.reach.value.treated.people).toBe(90);
    expect(plan.history.value.days).toBe(7);
    expect(Object.keys(plan)).toEqual(
      expect.arrayContaining([
        'changes',
        'settings',
        'timing',
        'timeline',
        'overlaps',
        'data',
        'money',
        'resources',
        'controls',
        'approval',
      ]),
    );
  });

  it('has the same hash whatever the stage answers and on whatever day it is asked', async () => {
    const known = await json([]);
    const later = await json(['--as-of', '2026-12-01']);
    const { out } = await runTandem(root, ['plan', 'soup-week', '--json']);
    const hashes = [known, later, JSON.parse(out)].map(({ plan }) => plan.fingerprint.hash);
    expect(new Set(hashes).size).toBe(1);
  });

  it('says what it cannot know where nothing is deployed, and makes the rest', async () => {
    const { code, out } = await runTandem(root, ['plan', 'soup-week', '--history', '14d']);
    expect(code).toBe(0);
    expect(out).toContain('No reach can be told: AWS does not answer.');
    expect(out).toContain('What past days would have come to cannot be told: AWS does not answer.');
    expect(out).toContain('Whether it was live before is not known (AWS does not answer): it is told as a new launch.');
    expect(out).toContain('mailhub');
  });

  it('says so where the stage has no rehearsals yet', async () => {
    const stage = stageThatKnows();
    stage.reach = () => {
      throw Object.assign(new Error('Function not found: rehearse-launch.'), { $metadata: {} });
    };
    const { plan } = await json([], stage);
    expect(plan.reach).toEqual({ known: false, why: 'Function not found: rehearse-launch' });
    expect(plan.former).toEqual({ known: true });
  });

  it('does not hide a defect of its own', async () => {
    const stage = stageThatKnows();
    stage.reach = () => {
      throw new TypeError('reach is not a number');
    };
    const { code, err } = await runTandem(root, ['plan', 'soup-week'], stage);
    expect([code, err]).toEqual([2, 'error: reach is not a number']);
  });

  it('tells what changed since the definition that is live, and other launches that are', async () => {
    const stage = stageThatKnows();
    const before = { ...definition, hash: 'former', audience: { ...definition.audience, holdout: 0.2 } };
    const other = { ...definition, launch: 'other-one', hash: 'other' };
    for (const one of [before, other]) {
      stage.definitions.set(one.hash, one);
      stage.rows.set(one.launch, {
        launch: one.launch,
        state: 'live',
        hash: one.hash,
        by: 'ada',
        at: '2026-12-21T11:00:00.000Z',
      });
    }
    const { plan } = await json([], stage);
    expect(plan.changes).toEqual([{ kind: 'audience', words: 'held out: 20 % -> 10 %' }]);
    expect(plan.overlaps.map(({ launch }: { readonly launch: string }) => launch)).toEqual(['other-one']);
  });

  it.each([
    ['text', 'soup.txt', '── People ──'],
    ['markdown', 'soup.md', '### People'],
    ['html', 'out/soup.html', '<h2 id="people">People</h2>'],
  ])('writes %s to a file', async (format, file, part) => {
    const { code, out } = await runTandem(
      root,
      ['plan', 'soup-week', '--format', format, '--out', file],
      stageThatKnows(),
    );
    expect([code, out.includes(`${file} has the plan`)]).toEqual([0, true]);
    expect(readFileSync(join(root, file), 'utf8')).toContain(part);
  });

  it('prints a comment for a pull request as it is, without a line of its own', async () => {
    const { out } = await runTandem(root, ['plan', 'soup-week', '--format', 'markdown'], stageThatKnows());
    expect(out).toMatch(/^## Plan /);
  });

  it.each(['0d', '32d', '14', 'two weeks'])('refuses %s as past days', async (days) => {
    const { code, err } = await runTandem(root, ['plan', 'soup-week', '--history', days], stageThatKnows());
    expect([code, err]).toEqual([2, expect.stringContaining('Write days as 14d: from 1d to 31d.')]);
  });

  it('refuses a launch with mistakes, and one that is not there', async () => {
    const wrong = plannedRoot('launch: soup-week\nteam: nobody\n');
    const { code, out } = await runTandem(wrong, ['plan', 'soup-week', '--out', 'x.txt'], stageThatKnows());
    expect([code, existsSync(join(wrong, 'x.txt'))]).toEqual([1, false]);
    expect(out).toContain('launches/soup-week.yaml');
    expect((await runTandem(root, ['plan', 'not-there'], stageThatKnows())).code).toBe(1);
  });
});
