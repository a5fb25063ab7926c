import { type Ports, StepError } from './ports';

/** The number of the pull request that a step is about; throws `StepError` for what is none. */
export const pullIn = ({ env }: Pick<Ports, 'env'>): string => {
  const pull = env('PULL');
  if (!/^[1-9]\d{0,9}$/.test(pull)) throw new StepError(`PULL is no number of a pull request: ${pull}`);
  return pull;
};
