import type { DecisionInputs, LaunchDefinition, LiveLaunch } from '../../contracts/decision';
import { candidates } from './decide';

/** What is kept of a decision's inputs: hashes stand for definitions, which are immutable and kept apart. */
export interface RecordedInputs extends Omit<DecisionInputs, 'launches'> {
  readonly launches: readonly (Pick<LiveLaunch, 'state' | 'full'> & {
    readonly launch: string;
    readonly hash: string;
  })[];
}

/** A definition that a kept decision names is not there. */
export class DefinitionMissingError extends Error {
  readonly code = 'definition-missing';
  readonly retryable = false;
  constructor(
    readonly launch: string,
    readonly hash: string,
  ) {
    super(`No definition ${hash} of launch ${launch} was given.`);
    this.name = 'DefinitionMissingError';
  }
}

/** The inputs as they are stored: only the launches that were up for choice, because no other can change the decision. */
export const recordedInputs = (inputs: DecisionInputs): RecordedInputs => ({
  ...inputs,
  launches: candidates(inputs).map(({ definition, state, full }) => ({
    launch: definition.launch,
    hash: definition.hash,
    state,
    full,
  })),
});

/** The inputs again, for a replay; throws `DefinitionMissingError`. */
export const rehydrate = (
  recorded: RecordedInputs,
  definitionsByHash: ReadonlyMap<string, LaunchDefinition>,
): DecisionInputs => ({
  ...recorded,
  launches: recorded.launches.map(({ launch, hash, state, full }) => {
    const definition = definitionsByHash.get(hash);
    if (definition === undefined) throw new DefinitionMissingError(launch, hash);
    return { definition, state, full };
  }),
});
