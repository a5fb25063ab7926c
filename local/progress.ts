/** Where a long run tells how far it is; nothing of it belongs to the result. */
export interface Progress {
  /** A step that is done, with the seconds since the start. */
  readonly step: (text: string) => void;
  /** Replaces the last line on a terminal; elsewhere it is shown every few seconds. */
  readonly status: (text: string) => void;
}

const EVERY_MS = 5000;

/** Progress on standard error, so that standard output holds the result alone. */
export const createProgress = (started = Date.now()): Progress => {
  const terminal = process.stderr.isTTY === true;
  let lastShown = 0;
  let open = false;
  const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s`;
  return {
    step: (text) => {
      process.stderr.write(`${open ? '\r\u001b[K' : ''}${seconds()}  ${text}\n`);
      open = false;
    },
    status: (text) => {
      if (terminal) {
        process.stderr.write(`\r\u001b[K${seconds()}  ${text}`);
        open = true;
      } else if (Date.now() - lastShown >= EVERY_MS) {
        process.stderr.write(`${seconds()}  ${text}\n`);
        lastShown = Date.now();
      }
    },
  };
};

/** `1,234 of 5,000 steps · 98/s · 38 s left · Tue 24 Nov 10:00`. */
export const rateLine = (
  { done, total, now }: { readonly done: number; readonly total: number; readonly now: number },
  startedAt: number,
): string => {
  const elapsed = Math.max(0.001, (Date.now() - startedAt) / 1000);
  const rate = done / elapsed;
  const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
  const number = (value: number): string => Math.round(value).toLocaleString('en-US');
  return `${number(done)} of ${number(total)} steps · ${number(rate)}/s · ${left} s left · business time ${clockText(now)}`;
};

const clockText = (ms: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/New_York',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);
