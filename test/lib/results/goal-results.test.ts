import { goalResults } from '../../../lib/results';

const goal = { goal: 'repeat-purchase', description: 'Customers buy again', owners: ['cmo', 'cio'], target: '25%' };
const counters = (people: number, met: number, held: number, heldMet: number, over = {}) => ({
  exposed: people,
  'goal.treated': met,
  'held-out': held,
  'goal.held-out': heldMet,
  ...over,
});

describe('goalResults', () => {
  it('takes the mean of the launches’ own lifts, not the lift of their sum', () => {
    const found = goalResults(goal, [
      { launch: 'seldom', counters: counters(1000, 50, 1000, 50) },
      { launch: 'often', counters: counters(1000, 600, 100, 60) },
    ]);
    expect(found.together.lift?.value).toBeCloseTo(0, 12);
    expect(found.together).toMatchObject({
      verdict: 'unclear',
      treated: { people: 2000, met: 650 },
      heldOut: { people: 1100, met: 110 },
    });
    expect(found.launches.map(({ launch, lift }) => [launch, lift?.value])).toEqual([
      ['seldom', 0],
      ['often', 0],
    ]);
  });

  it('says how often one event met the goal for several launches', () => {
    const over = { 'goal-in-several.treated': 7, 'goal-in-several.held-out': 1 };
    const found = goalResults(goal, [
      { launch: 'one', counters: counters(10, 7, 5, 2, over) },
      { launch: 'two', counters: counters(10, 7, 5, 2, { 'goal-in-several.treated': 7 }) },
    ]);
    expect(found.inSeveral).toEqual({ treated: 14, heldOut: 1 });
  });

  it('leaves a launch that held nobody out of the lift, and says so where none is left', () => {
    const alone = { launch: 'all', counters: counters(1000, 900, 0, 0) };
    const whole = { launch: 'half', counters: counters(500, 100, 500, 50) };
    expect(goalResults(goal, [alone, whole]).together.lift?.value).toBeCloseTo(0.1, 12);
    expect(goalResults(goal, [alone]).together).toMatchObject({ verdict: 'nobody-held-out' });
    expect(goalResults(goal, []).together).toMatchObject({ verdict: 'nobody-reached' });
  });
});
