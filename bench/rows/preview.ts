import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Bench, percentile, shown } from '../row';

const LAUNCH = 'browse-to-basket';
const RUNS = 5;
/** Approvals of the shipped vendors hold on this day, whenever this is run. */
const AS_OF = '2026-11-23';

/** How long a marketer waits for `npx tandem preview`, from the command to the page: the whole program, started anew each time. */
export const preview: Bench = {
  id: 'preview',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
    try {
      let messages = 0;
      const seconds = Array.from({ length: RUNS }, () => {
        const words = ['bin/tandem.mjs', 'preview', LAUNCH, '--out', folder, '--as-of', AS_OF, '--json'];
        const started = process.hrtime.bigint();
        const output = execFileSync(process.execPath, words, { encoding: 'utf8' });
        const took = Number(process.hrtime.bigint() - started) / 1e9;
        ({ messages } = JSON.parse(output) as { messages: number });
        return took;
      });
      return [
        atMost(
          'preview',
          `page of ${LAUNCH}, all vendors' bodies with it (median of ${RUNS})`,
          percentile(seconds, 0.5),
          's',
          3,
        ),
        shown('preview.messages', 'messages that it shows', messages, 'messages'),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
