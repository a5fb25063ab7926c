import type { Step } from '../../../local/panel/script';
import { slices, wavesOf } from '../../../local/replay/waves';

const HOUR = 3_600_000;
const call = (household: number, at: number): Step =>
  ({
    kind: 'call',
    at,
    call: { source: 'till', at, household, call: { type: 'track', messageId: `${at}`, timestamp: '' } },
  }) as Step;
const ask = (household: number, at: number): Step =>
  ({
    kind: 'ask',
    at,
    ask: { id: `${at}`, channel: 'pos', household, customer: { type: 'user_id', value: '' } },
  }) as Step;

describe('waves of a slice', () => {
  it('runs different households side by side and keeps the order of each', () => {
    const steps = [call(1, 1), ask(1, 2), call(2, 3), call(1, 4), ask(2, 5), ask(1, 6)];
    expect(wavesOf(steps).map(({ kind, steps: own, until }) => [kind, own.map(({ at }) => at), until])).toEqual([
      ['send', [1, 3], 3],
      ['ask', [2, 5], 5],
      ['send', [4], 4],
      ['ask', [6], 6],
    ]);
  });

  it('starts with a question where nothing came before it', () => {
    expect(wavesOf([ask(1, 1), call(1, 2)]).map(({ kind }) => kind)).toEqual(['ask', 'send']);
  });
});

describe('slices of a script', () => {
  it('cuts at the hours of the grid and at every border', () => {
    const steps = [1, 2, 5, 6, 9].map((hour) => call(1, hour * HOUR));
    const cut = [...slices(steps, [1.5 * HOUR], 4 * HOUR)].map((slice) => slice.map(({ at }) => at / HOUR));
    expect(cut).toEqual([[1], [2], [5, 6], [9]]);
  });
});
