import { idIn } from './launches';
import { type Ports, StepError } from './ports';

const SWITCHES = ['pause', 'resume', 'end'];

/** Pauses, resumes or ends the launch that a form names. */
export const switchLaunch = async (ports: Ports, stage: string): Promise<number> => {
  const { env, tandem, quote } = ports;
  const [what, launch] = [env('WHAT'), idIn(ports, 'LAUNCH')];
  if (!SWITCHES.includes(what)) throw new StepError(`WHAT is one of: ${SWITCHES.join(', ')}.`);
  // One word, so that a reason cannot be an option.
  const reason = what === 'resume' ? [] : [`--reason=${env('REASON')}`];
  const { code, out, err } = await tandem(what, launch, '--stage', stage, ...reason);
  quote(`${err}${out}`);
  return code;
};
