import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { soup, soupCounted } from '../../support/results';
import { removeShippedCopies, shippedCopy } from '../../support/shipped-copy';

afterAll(removeShippedCopies);

const stageWith = (counters = {}, definition = soup()) => {
  const stage = fakeStage();
  stage.rows.set('soup', {
    launch: 'soup',
    state: 'ended',
    hash: definition.hash,
    by: 'ada',
    at: '2026-11-23T05:00:00Z',
  });
  stage.definitions.set(definition.hash, definition);
  stage.counters.set('soup', soupCounted(counters));
  return stage;
};

describe('tandem results', () => {
  it('says what a launch has come to, whose file is gone', async () => {
    const { code, out } = await runTandem(shippedCopy(), ['results', 'soup'], stageWith());
    expect(code).toBe(0);
    for (const line of [
      'Results of "soup" (ended); they count until 2026-12-13 23:59 America/New_York',
      'Reached       1,000 people; 200 more were held out to compare with',
      'Presented     800 messages delivered, 230 offers shown, 60 accepted',
      'Redeemed      40 orders: ten 40',
      'Goal: Order Completed within 7 days, target 12%',
      '  reached     150 of 1,000  15.0% (12.9% to 17.3%)',
      '  held out    16 of 200  8.0% (5.0% to 12.6%)',
      '  lift        +7.0 points (+2.0 to +10.8)',
      'half of those who met it took 16 hours to 1 day, nine in ten at most 4 days to 7 days',
      'Discounts     399.50 USD',
      'email: 800 messages, 0.32 USD',
      'Cost per extra order: 5.71 USD, 95% interval',
    ]) {
      expect(out).toContain(line);
    }
  });

  it.each([
    { says: 'Too early to say: 1,000 people reached, 29 held out', counters: { 'held-out': 29 } },
    { says: 'No lift can be told from chance', counters: { 'goal.treated': 90 } },
    { says: 'cannot be said, because the interval of the lift includes none at all', counters: { 'goal.treated': 90 } },
    { says: 'it takes about', counters: { 'goal.treated': 90 } },
    { says: 'The discount is known of 30 of 40 redeemed orders', counters: { discounted: 30 } },
    { says: '3 orders with a code of the launch by people who were held out', counters: { 'redeemed-held-out': 3 } },
    { says: 'Nobody was held out', counters: { 'held-out': 0, 'goal.held-out': 0 } },
    { says: 'Not final', counters: {} },
  ])('is honest: $says', async ({ says, counters }) => {
    expect((await runTandem(shippedCopy(), ['results', 'soup'], stageWith(counters))).out).toContain(says);
  });

  it('says that it is final, as of a day', async () => {
    const { out } = await runTandem(shippedCopy(), ['results', 'soup', '--as-of', '2026-12-15'], stageWith());
    expect(out).toContain('final since 2026-12-13 23:59');
    expect(out).not.toContain('Not final');
  });

  it('gives the same as data', async () => {
    const { out } = await runTandem(shippedCopy(), ['results', 'soup', '--json'], stageWith());
    expect(JSON.parse(out)).toMatchObject({
      state: 'ended',
      results: { reached: 1000, redeemed: { orders: 40 }, comparison: { verdict: 'more' }, isFinal: false },
    });
  });

  it('says what a shared goal has come to over its launches', async () => {
    const stage = stageWith();
    const other = soup({ launch: 'stew', hash: 'hash-of-stew' });
    stage.rows.set('stew', { launch: 'stew', state: 'live', hash: other.hash, by: 'ada', at: '2026-11-23T05:00:00Z' });
    stage.definitions.set(other.hash, other);
    stage.counters.set('stew', soupCounted({ 'goal-in-several.treated': 4 }));
    const { code, out } = await runTandem(shippedCopy(), ['results', '--goal', 'repeat-purchase'], stage);
    expect(code).toBe(0);
    expect(out).toContain('  reached     300 of 2,000  15.0%');
    expect(out).toMatch(/soup +reached 150 of 1,000 · held out 16 of 200 · lift \+7\.0/);
    expect(out).toContain('one event met the goal of more than one launch 4 times');
    expect(out).not.toContain('customers-won-back');
  });

  it('says of all shared goals, those without a launch too', async () => {
    const { out } = await runTandem(shippedCopy(), ['results', '--goals'], stageWith());
    expect(out).toContain('repeat-purchase: Customers we spoke to buy again within a week (target 25%; CMO + CIO)');
    expect(out).toContain('No launch that supports it has ever been live here.');
  });

  it('writes a page', async () => {
    const root = shippedCopy();
    const { out } = await runTandem(root, ['results', 'soup', '--out', 'out/soup.html'], stageWith());
    expect(out).toContain('out/soup.html shows it with charts; it needs no network.');
    const page = readFileSync(join(root, 'out/soup.html'), 'utf8');
    expect(page).toContain('150 of 1,000');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each([
    { words: ['results', 'unknown'], code: 1, says: 'launch.notLive' },
    { words: ['results'], code: 2, says: 'Name one launch' },
    { words: ['results', 'soup', '--goals'], code: 2, says: 'Name one launch' },
    { words: ['results', '--goal', 'fame'], code: 2, says: 'platform/goals.yaml has: repeat-purchase' },
  ])('ends with $code for $words', async ({ words, code, says }) => {
    const run = await runTandem(shippedCopy(), words, stageWith());
    expect(run.code).toBe(code);
    expect(run.out + run.err).toContain(says);
  });

  it('says that a definition is missing', async () => {
    const stage = stageWith();
    stage.definitions.clear();
    const { code, out } = await runTandem(shippedCopy(), ['results', 'soup'], stage);
    expect([code, out]).toEqual([1, expect.stringContaining('launch.damaged')]);
  });
});
