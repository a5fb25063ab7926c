import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Asks again and again until there is an answer (anything but undefined and false). After the deadline the error says what
 * was waited for; how long it took is never judged.
 */
export const until = async <Answer>(
  what: string | (() => string),
  probe: () => Answer | Promise<Answer>,
  seconds = 180,
): Promise<Exclude<Answer, undefined | false>> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer as Exclude<Answer, undefined | false>;
    if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${typeof what === 'string' ? what : what()}.`);
    await sleep(POLL_MS);
  }
};
