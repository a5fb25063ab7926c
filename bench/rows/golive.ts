import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AS_OF } from '../../local/deployment';
import { runProgram } from '../../local/program';
import { createProgress } from '../../local/progress';
import { type Running, startPlatform } from '../../local/run';
import { pauseInFlight } from '../golive/pause';
import { atMost, type Bench, type Row, shown } from '../row';

const LAUNCH = 'bench-soup';
const FILE = `launch: ${LAUNCH}
team: retail-marketing
purpose: personalised-offers
when: { timezone: America/New_York, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
trigger: { event: Store Entered }
channels: { reach: all, use: [{ channel: email }, { channel: app }] }
offers:
  - id: soup
    copy: { en: { headline: "{{ first_name | default: 'Hello' }}, soup", body: "Three dishes made from what you looked at." } }
`;

/** Going live of one launch on the embedded AWS, from nothing and with other words, and a pause with a thousand messages in flight. */
export const golive: Bench = {
  id: 'golive',
  run: async () => [...(await goLiveOnce()), ...(await pauseInFlight())],
};

const goLiveOnce = async (): Promise<readonly Row[]> => {
  const root = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'tandem-golive-'));
  const running = await startPlatform({ root, progress: createProgress(Date.now()) });
  try {
    for (const part of ['platform', 'launches', 'audiences', 'brand'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    const seconds: number[] = [];
    for (const text of [FILE, FILE.replace('Three dishes', 'Four dishes')]) {
      writeFileSync(join(folder, `launches/${LAUNCH}.yaml`), text);
      seconds.push(await timed(running, folder));
    }
    seconds.push(await timed(running, folder));
    const [first = 0, edited = 0, again = 0] = seconds;
    return [
      atMost('golive.one', 'go-live of one launch on the embedded AWS, deployment and probe included', first, 's', 20),
      shown('golive.edited', 'the same launch with other words', edited, 's'),
      shown('golive.again', 'the same once more, with nothing to do', again, 's'),
    ];
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** One command as an operator gives it; throws where it is refused, because the time to a refusal is no figure. */
const timed = async ({ root, aws }: Running, folder: string): Promise<number> => {
  const begun = process.hrtime.bigint();
  const words = ['go-live', LAUNCH, '--as-of', AS_OF, '--stage', 'local'];
  await runProgram([join(root, 'bin/tandem.mjs'), ...words], {
    cwd: folder,
    env: aws.env,
    logFile: join(root, '.local/run/bench-golive.log'),
    signal: new AbortController().signal,
  });
  return Number(process.hrtime.bigint() - begun) / 1e9;
};
