import { end, plan, suppress } from './erasure-end';
import { forget, remove, rescan, settle } from './erasure-remove';
import type { ErasureState } from './erasure-state';
import type { Advanced, ErasurePorts, ErasureSettings, Step } from './erasure-step';
import { gather, tell, wait } from './erasure-tell';

const STEPS: Readonly<Record<Exclude<ErasureState['step'], 'done'>, Step>> = {
  plan,
  end,
  suppress,
  gather,
  tell,
  delete: remove,
  wait,
  forget,
  settle,
  rescan,
};

/** Does the step that an erasure is at. */
export const takeStep = async (
  ports: ErasurePorts,
  settings: ErasureSettings,
  state: ErasureState,
): Promise<Advanced> => {
  if (state.step === 'done') return { state };
  const after = await STEPS[state.step](ports, settings, state);
  return 'state' in after ? after : { state: after };
};
