import { decide } from '../../lambdas/domain/decide';
import { decisionInputs, liveLaunches } from '../fixtures';
import { atMost, type Bench, percentile, shown } from '../row';

const LAUNCHES = 200;
const WARM_UP = 500;
const DECISIONS = 4000;

/** CPU time of one decision over 200 live launches, each for another person. */
export const decisions: Bench = {
  id: 'decision',
  run: async () => {
    const launches = liveLaunches(LAUNCHES);
    const inputs = Array.from({ length: DECISIONS }, (_, i) => decisionInputs(i, launches));
    for (const one of inputs.slice(0, WARM_UP)) decide(one);
    const samples: number[] = [];
    let chosen = 0;
    for (const one of inputs) {
      // CPU time of the process, not elapsed time: the machine is shared.
      const before = process.cpuUsage();
      const { decision } = decide(one);
      const used = process.cpuUsage(before);
      chosen += decision.chosen.length;
      samples.push((used.user + used.system) / 1000);
    }
    if (chosen === 0) throw new Error('No decision chose anything: the bench would measure exclusion only.');
    return [
      atMost(
        'decision.p99',
        `decision over ${LAUNCHES} live launches, p99, warm`,
        percentile(samples, 0.99),
        'ms CPU',
        2,
      ),
      shown('decision.p50', `decision over ${LAUNCHES} live launches, p50, warm`, percentile(samples, 0.5), 'ms CPU'),
      shown('decision.chosen', 'share of those decisions that chose an offer', (chosen / DECISIONS) * 100, '%'),
    ];
  },
};
