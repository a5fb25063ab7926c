import type {
  DecisionInputs,
  LaunchDefinition,
  Ledger,
  LedgerSend,
  LiveLaunch,
  NextCode,
} from '../../contracts/decision';
import { askedView } from './asked-view';
import { candidates } from './decide';
import { isWithin } from './ledger';
import { codeKey, poolsOf } from './pool-codes';
import { own, sortedRecord } from './record';

/** What is kept of a decision's inputs: hashes stand for definitions, which are immutable and kept apart. */
export interface RecordedInputs extends Omit<DecisionInputs, 'launches'> {
  readonly launches: readonly (Omit<LiveLaunch, 'definition'> & {
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

/**
 * The inputs as they are stored: the launches that were up for choice, and of the person and the ledger only what these
 * could ask for. Nothing else can change the decision, so nothing else is kept about anybody.
 */
export const recordedInputs = (inputs: DecisionInputs): RecordedInputs => {
  const asking = { ...inputs, launches: candidates(inputs) };
  return {
    ...inputs,
    person: askedView(asking),
    ledger: askedLedger(asking),
    launches: asking.launches.map(({ definition, codes, ...live }) => ({
      launch: definition.launch,
      hash: definition.hash,
      ...live,
      ...(codes && { codes: namesOnly(codes) }),
    })),
  };
};

/** Which code it was decides nothing: a record keeps its name. */
const namesOnly = <Code extends NextCode>(codes: Readonly<Record<string, Code>>): Readonly<Record<string, Code>> =>
  sortedRecord(Object.entries(codes).map(([pool, code]) => [pool, { ...code, code: '' }] as const));

/** Sends that a cap still counts, and who drew which arm of these launches before. */
const askedLedger = ({ launches, ledger, now, policy }: DecisionInputs): Ledger => {
  const at = Date.parse(now);
  const counts = (send: LedgerSend): boolean =>
    isWithin(send, at, policy.perPerson.perSeconds) ||
    launches.some(
      ({ definition: { launch, limits } }) => launch === send.launch && isWithin(send, at, limits.perSeconds),
    );
  const exposures = launches.flatMap(({ definition: { launch } }) => {
    const drawn = own(ledger.exposures, launch);
    return drawn === undefined
      ? []
      : [[launch, { arm: drawn.arm, at: drawn.at, decisionId: drawn.decisionId }] as const];
  });
  const pools = launches.flatMap(({ definition }) =>
    poolsOf(definition).map((pool) => codeKey(definition.launch, pool)),
  );
  const codes = Object.entries(ledger.codes ?? {}).filter(([key]) => pools.includes(key));
  return {
    sends: ledger.sends.filter(counts),
    exposures: sortedRecord(exposures),
    ...(codes.length > 0 && { codes: namesOnly(sortedRecord(codes)) }),
  };
};

/** The inputs again, for a replay; throws `DefinitionMissingError`. */
export const rehydrate = (
  recorded: RecordedInputs,
  definitionsByHash: ReadonlyMap<string, LaunchDefinition>,
): DecisionInputs => ({
  ...recorded,
  launches: recorded.launches.map(({ launch, hash, ...live }) => {
    const definition = definitionsByHash.get(hash);
    if (definition === undefined) throw new DefinitionMissingError(launch, hash);
    return { definition, ...live };
  }),
});
