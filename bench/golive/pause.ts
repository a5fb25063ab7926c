import { atLeast, atMost, type Row } from '../row';
import { heldFor, sleep, vendorFor } from '../sender/messages';
import { LIMIT_PORTS } from '../sender/ports';
import { openSenderStage } from '../sender/stage';

const WORKERS = 8;
const MESSAGES = 4000;
const IN_FLIGHT = 1000;
/** Connections are open and the rate is kept by then. */
const SENT_BEFORE = 1000;
const LONGEST_MS = 60_000;
/** Longer than a reading of the switches may be old, several times. */
const WATCHED_MS = 8000;

/** Everything is paused while a thousand messages and more are with the workers or in their queue: when the last request arrives. */
export const pauseInFlight = async (): Promise<readonly Row[]> => {
  const stage = await openSenderStage({
    vendors: [vendorFor('paused', { rate: '300/s', timeout: '2 seconds' })],
    batchOf: () => 150,
    workers: WORKERS,
    batchesAtOnce: 1,
    faults: 0,
    shared: [...LIMIT_PORTS, 'readSwitches', 'sendLater'],
    visibilitySeconds: 120,
  });
  try {
    for (let index = 0; index < MESSAGES; index += 1) stage.send(heldFor('paused', index));
    const started = Date.now();
    while (stage.waiting() > MESSAGES - SENT_BEFORE && Date.now() - started < LONGEST_MS) await sleep(50);
    const inFlight = stage.waiting();
    const pausedAt = Date.now();
    stage.pause();
    await sleep(WATCHED_MS);
    const { accepted } = await stage.report();
    const last = Math.max(...accepted.map(({ at }) => at));
    return [
      atLeast(
        'golive.pause.in-flight',
        'messages in flight when everything was paused',
        inFlight,
        'messages',
        IN_FLIGHT,
      ),
      atMost(
        'golive.pause',
        'pause (its row written) to the last request that reached the vendor',
        Math.max(0, last - pausedAt) / 1000,
        's',
        2,
      ),
    ];
  } finally {
    stage.stop();
  }
};
