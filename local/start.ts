import { dirname } from 'node:path';
import { openActs } from './acts/acts';
import { eraseHousehold } from './acts/erasure';
import { accessToken } from './credentials';
import { readOptions, type StartOptions, USAGE, UsageError } from './options';
import { loadPanel } from './panel/load-panel';
import { writeScript } from './panel/script';
import { createProgress, type Progress, rateLine } from './progress';
import { type Answered, createAskOffers } from './replay/ask-offers';
import { replay } from './replay/replay';
import { createSendCalls, nothingSent } from './replay/send-calls';
import { collectReport, type RunFacts } from './report/collect';
import type { MessageSeen } from './report/journey';
import type { Report } from './report/model';
import { nextSteps } from './report/next-steps';
import { renderOpening } from './report/opening';
import { renderReport } from './report/render';
import { type Running, startPlatform } from './run';

const ROOT = dirname(__dirname);

/** The main job: deploy, go live, replay, show. Gives the exit code. */
const main = async (options: StartOptions, stopped: AbortSignal): Promise<number> => {
  const startedAt = Date.now();
  const progress = createProgress(startedAt);
  const messages: MessageSeen[] = [];
  let clock: Running['clock'] | undefined;
  const panel = loadPanel(ROOT);
  const running = await startPlatform({
    root: ROOT,
    progress,
    stopped,
    onMessage: (message) => messages.push({ household: householdOf(message.to.email), at: clock?.now() ?? 0, message }),
  });
  clock = running.clock;
  try {
    const launches = running.workspace.launches.map(({ manifest }) => manifest.launch);
    await running.deployment.goLive(launches);
    progress.step(`live: ${launches.join(', ')}`);
    if (!options.json) process.stdout.write(renderOpening(running, nextSteps(running)));
    progress.step('first screen');
    const facts = await play(running, { panel: await panel, options, messages, startedAt, progress, stopped });
    const report = await withErasure(running, facts, await collectReport(running, facts));
    process.stdout.write(
      options.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report, nextSteps(running)),
    );
    if (!options.once) await untilStopped(stopped, progress);
    return report.health.ok || !options.once ? 0 : 1;
  } finally {
    await running.stop();
  }
};

interface Play {
  readonly panel: Awaited<ReturnType<typeof loadPanel>>;
  readonly options: StartOptions;
  readonly messages: readonly MessageSeen[];
  readonly startedAt: number;
  readonly progress: Progress;
  readonly stopped: AbortSignal;
}

/** Replays the script and waits until everything it set off is through. */
const play = async (
  running: Running,
  { panel, options, messages, startedAt, progress, stopped }: Play,
): Promise<RunFacts> => {
  const { api, clock, pipeline, workspace } = running;
  const script = writeScript(panel, options);
  let total = 0;
  let mentions = 0;
  for (const step of script.steps()) {
    total += 1;
    if (step.kind === 'mention') mentions += 1;
  }
  const listener = workspace.vendors.find(({ inbound }) =>
    Object.values(inbound?.events ?? {}).includes('Brand Mentioned'),
  );
  if (listener === undefined) throw new Error('No vendor of platform/vendors/ listens for mentions.');
  const acts = await openActs(running, script);
  const sent = nothingSent();
  const answered: Answered[] = [];
  const replayStarted = Date.now();
  await replay(script, {
    clock,
    pipeline,
    listener,
    sendCalls: createSendCalls(api, running.authorizations, sent),
    askOffers: createAskOffers(api, running.token, answered),
    postHook: running.postHook,
    schedules: acts.schedules,
    acts: acts.due,
    onProgress: (done, now) => {
      stopped.throwIfAborted();
      progress.status(rateLine({ done, total, now }, replayStarted));
    },
  });
  progress.step(
    `replayed ${total} steps in ${((Date.now() - replayStarted) / 1000).toFixed(0)} s; waiting for the last of them`,
  );
  let feedback = 0;
  let depths = {};
  // Feedback is posted when a message arrives, and is itself an event that has to be applied.
  for (let before = -1; feedback !== before; ) {
    before = feedback;
    depths = await pipeline.untilQuiet({ quietMs: 1500, timeoutMs: 120_000 });
    feedback = await running.feedbackSent();
  }
  const vendors = await acts.outcome();
  const reviews = vendors.expiry?.webhooks.filter(({ status }) => status < 300).length ?? 0;
  const webhooks = mentions + feedback + reviews;
  return { options, script, sent, answered, messages, webhooks, depths, startedAt, vendors };
};

/** Last of all, because it takes away what the rest of the screen counts: one who got a message asks to be forgotten. */
const withErasure = async (running: Running, { messages, script }: RunFacts, report: Report): Promise<Report> => {
  const told = messages.map(({ household }) => household).filter((one) => Number.isInteger(one));
  const household = [...told, ...script.households].find((one) => one !== report.journey?.household);
  if (household === undefined) return report;
  const { aws, foundation, api } = running;
  const token = await accessToken(aws, { ...foundation, clientId: foundation.serviceClientId }, ['customers/erase']);
  return { ...report, erasure: await eraseHousehold(api, token, household) };
};

const householdOf = (email: string | undefined): number => Number(/^hh(\d+)@/.exec(email ?? '')?.[1] ?? Number.NaN);

const untilStopped = async (stopped: AbortSignal, progress: Progress): Promise<void> => {
  progress.step('staying up; Ctrl-C ends everything');
  // A timer keeps the process alive; the signal alone would not.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => stopped.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(alive);
};

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort(new Error('stopped')));

const run = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  if (options !== undefined) return main(options, stopping.signal);
  console.log(USAGE);
  return 0;
};

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${USAGE}`);
      process.exit(2);
    }
    if (stopping.signal.aborted) process.exit(130);
    console.error(error instanceof Error && 'code' in error ? error.message : error);
    process.exit(1);
  },
);
