import { unlink } from './erasure-neighbours';
import { relinkEvent } from './erasure-relink';
import { scanAfter } from './erasure-scan';
import { type ErasureState, type ErasureWork, isNothing, sumHoldings, unsignedReceipt, workOf } from './erasure-state';
import { type ErasurePorts, type Step, secondsSince } from './erasure-step';
import { forgetVault } from './erasure-vault';
import { publishAll } from './publish-all';
import { signReceipt } from './receipt-signature';

/** Deletes what profiles and engagement hold; what another customer shares, only as far as it is older than the erasure. */
const sweep = async (ports: ErasurePorts, work: ErasureWork, erasedAt: string): Promise<void> => {
  for (const { strand, erase } of work.strands) {
    await (erase ? ports.forgetStrand(strand) : ports.forgetStrand(strand, erasedAt));
    if (erase) await ports.forgetLedger(strand);
  }
  for (const ended of work.ends) {
    if (work.strands.some(({ strand, erase }) => erase && strand === ended.person)) await ports.forgetPerson(ended);
  }
  await ports.forgetDecisions(work.decisions);
  await ports.forgetAttempts(work.messages);
};

/** Everything but the values in the vault, by which vendors are told. What others share is theirs alone after it. */
export const remove: Step = async (ports, _settings, state) => {
  const work = workOf(state);
  await sweep(ports, work, state.erasedAt);
  for (const { strand, erase } of work.strands) if (!erase) await ports.forgetLedger(strand);
  const moved = new Set(work.strands.map(({ strand }) => strand));
  await unlink(ports, work.neighbours, moved);
  await publishAll(ports.publishEvents)(work.relinks.map((relink) => relinkEvent(state, relink)));
  return { ...state, step: 'wait' };
};

/** The values go when no vendor is to be told by them any more. */
export const forget: Step = async (ports, _settings, state) => {
  await forgetVault(ports, workOf(state).strands);
  return { ...state, step: 'settle' };
};

/** What had been read before the strands ended has been written when this is over. */
export const settle: Step = async ({ wallClock }, { settleSeconds }, state) => {
  const left = settleSeconds - secondsSince(workOf(state).endedAt, wallClock());
  return left > 0 ? { state, waitSeconds: left } : { ...state, step: 'rescan' };
};

/** Reads every store again. What had been under way and was written since is deleted, and everything read once more. */
export const rescan: Step = async (ports, _settings, state) => {
  const work = workOf(state);
  const { held, decisions, messages } = await scanAfter(ports, state);
  const at = ports.wallClock().toISOString();
  if (isNothing(held)) return sign(ports, { ...state, step: 'done', rescan: { at, left: held }, finishedAt: at });
  const found = { ...work, decisions, messages };
  await sweep(ports, found, state.erasedAt);
  await forgetVault(ports, found.strands);
  return { ...state, late: sumHoldings(state.late, held), work: found };
};

/** The last thing that is done: then nothing of the person is needed any more, and nothing of it stays in the receipt. */
const sign = async ({ readKey }: ErasurePorts, state: ErasureState): Promise<ErasureState> => {
  const done = { ...state, work: undefined };
  return { ...done, signature: signReceipt(unsignedReceipt(done), await readKey()) };
};
