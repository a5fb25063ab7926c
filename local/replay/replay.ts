import type { Vendor } from '../../contracts/vendor';
import type { BusinessClock } from '../business-clock';
import { draw } from '../panel/draw';
import type { Mention } from '../panel/mentions';
import type { Ask, Script, Step } from '../panel/script';
import type { SourceCall } from '../panel/shapes';
import type { PostHook } from '../vendor-feedback';
import type { Pipeline } from './pipeline';
import type { DueSchedule } from './schedules';
import { slices, type Wave, wavesOf } from './waves';

/** Business time between two looks at who is waiting for whom. */
const SLICE_MS = 4 * 3_600_000;
/** Share of calls that a source sends twice, as sources do that missed an answer. */
const SENT_TWICE = 0.01;

export interface ReplayDeps {
  readonly clock: BusinessClock;
  readonly pipeline: Pipeline;
  readonly sendCalls: (calls: readonly SourceCall[]) => Promise<void>;
  readonly askOffers: (asks: readonly { readonly ask: Ask; readonly at: number }[]) => Promise<void>;
  readonly postHook: PostHook;
  /** The vendor that listens for mentions. */
  readonly listener: Vendor;
  readonly schedules: readonly DueSchedule[];
  /** What IT and vendors do meanwhile; nobody waits for it. */
  readonly acts: readonly DueSchedule[];
  /** Called after each wave with the number of steps done and the business time. */
  readonly onProgress: (done: number, now: number) => Promise<void> | void;
}

/**
 * Plays a script through the public API: the clock moves before anything is sent, each household's steps keep their order,
 * a question is asked when the events before it are applied, and a schedule fires when the clock reaches it.
 */
export const replay = async (script: Script, deps: ReplayDeps): Promise<void> => {
  const schedules = [...deps.schedules];
  const acts = [...deps.acts].sort((a, b) => a.at - b.at);
  let done = 0;
  for (const slice of slices(
    script.steps(),
    schedules.map(({ at }) => at),
    SLICE_MS,
  )) {
    const start = slice[0]?.at ?? 0;
    await fireUntil(start, schedules, acts, deps);
    for (const wave of wavesOf(slice)) {
      await act(wave.until, acts, deps);
      await deps.clock.moveTo(wave.until);
      await (wave.kind === 'send' ? send(wave, deps) : ask(wave, deps));
      done += wave.steps.length;
      await deps.onProgress(done, deps.clock.now());
    }
  }
  await fireUntil(script.endsAt, schedules, acts, deps);
  await act(script.endsAt, acts, deps);
  await deps.clock.moveTo(script.endsAt - 60_000);
};

/** Fires what is due before the next step, once everything that happened before is through; waits until all is decided, not until all is sent. */
const fireUntil = async (
  ms: number,
  schedules: DueSchedule[],
  acts: DueSchedule[],
  deps: ReplayDeps,
): Promise<void> => {
  const { clock, pipeline } = deps;
  for (let due = schedules[0]; due !== undefined && due.at <= ms; due = schedules[0]) {
    schedules.shift();
    await pipeline.untilQuiet({ quietMs: 300, timeoutMs: 60_000 });
    await act(due.at, acts, deps);
    await clock.moveTo(due.at);
    await due.fire();
    await pipeline.untilApplied();
  }
};

/** Does what is due up to a time, each at its own. */
const act = async (ms: number, acts: DueSchedule[], { clock }: ReplayDeps): Promise<void> => {
  for (let due = acts[0]; due !== undefined && due.at <= ms; due = acts[0]) {
    acts.shift();
    await clock.moveTo(due.at);
    await due.fire();
  }
};

const send = async ({ steps }: Wave, deps: ReplayDeps): Promise<void> => {
  const calls = steps.flatMap((step) => (step.kind === 'call' ? [step.call] : []));
  await deps.sendCalls(calls);
  await deps.sendCalls(calls.filter(({ household, call }) => draw(household, `twice-${call.messageId}`) < SENT_TWICE));
  await Promise.all(mentionsIn(steps).map((mention) => postMention(mention, deps)));
  await deps.pipeline.untilApplied();
};

const ask = ({ steps }: Wave, { askOffers }: ReplayDeps): Promise<void> =>
  askOffers(steps.flatMap((step) => (step.kind === 'ask' ? [{ ask: step.ask, at: step.at }] : [])));

const mentionsIn = (steps: readonly Step[]): Mention[] =>
  steps.flatMap((step) => (step.kind === 'mention' ? [step.mention] : []));

const postMention = async ({ id, at, handle, text }: Mention, { postHook, listener }: ReplayDeps): Promise<void> => {
  const answer = await postHook(listener, {
    id,
    type: 'mention',
    at: new Date(at).toISOString(),
    customer: {},
    data: { handle, text, network: 'chirp' },
  });
  if (answer.status >= 300) throw new Error(`The webhook of ${listener.vendor} answered ${answer.status}.`);
};
