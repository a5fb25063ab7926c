import { atLeast, atMost, type Row, shown } from '../row';
import { heldFor, sleep, vendorFor } from './messages';
import { SHARED_PORTS } from './ports';
import { openSenderStage } from './stage';

const MESSAGES = 3000;
/** A circuit has a test of its own; here it would only make the run longer. */
const UNMOVED = { opensAt: '100%', requests: 10_000, window: '1 minute', probeAfter: '1 second' };
const KILL_EVERY_MS = 700;
const KILLS_MS = 40_000;
const LONGEST_MS = 300_000;

/** Workers killed at random while three requests in ten fail, in every way there is. */
export const faults = async (): Promise<readonly Row[]> => {
  const retry = Array.from({ length: 20 }, (_, index) => `${Math.min(index + 1, 8)} seconds`);
  const vendor = vendorFor('faulty', { rate: '200/s', timeout: '2 seconds', retry, breaker: UNMOVED });
  const stage = await openSenderStage({
    vendors: [vendor],
    batchOf: () => 10,
    workers: 8,
    batchesAtOnce: 1,
    faults: 0.3,
    shared: SHARED_PORTS,
    visibilitySeconds: 40,
  });
  for (let index = 0; index < MESSAGES; index += 1) stage.send(heldFor('faulty', index));
  const started = Date.now();
  let kills = 0;
  while (stage.waiting() > 0 && Date.now() - started < LONGEST_MS) {
    await sleep(KILL_EVERY_MS);
    if (Date.now() - started > KILLS_MS) continue;
    stage.killOne();
    kills += 1;
  }
  const { accepted, counts } = await stage.report();
  const ids = new Set(accepted.map(({ id }) => id));
  const delivered = stage.attempts().filter(({ state }) => state === 'delivered').length;
  const lost = stage.lostSight.length;
  stage.stop();
  const failed = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    atLeast(
      'sender.faults.delivered',
      `sender: of ${MESSAGES} messages delivered, ${kills} workers killed, ${failed} requests failed`,
      (delivered / MESSAGES) * 100,
      '%',
      100,
    ),
    atMost(
      'sender.faults.lost',
      'sender: messages that never arrived, or were given up',
      MESSAGES - ids.size + stage.aside.length,
      'messages',
      0,
    ),
    atMost(
      'sender.faults.twice',
      'sender: arrived twice under one id, beside what killed workers had on their way',
      Math.max(0, accepted.length - ids.size - lost),
      'messages',
      0,
    ),
    shown('sender.faults.in-flight', 'sender: requests that killed workers had on their way', lost, 'requests'),
    shown(
      'sender.faults.duplicates',
      'sender: arrived twice, each under its own id',
      accepted.length - ids.size,
      'messages',
    ),
    ...Object.entries(counts).map(([fault, count]) =>
      shown(`sender.faults.fault-${fault}`, `sender: requests failed by ${fault}`, count, 'requests'),
    ),
  ];
};
