import type { LaunchDefinition } from '../../contracts/decision';
import type { Deployed, Found, Wanted } from './facts';
import { type Back, nextStep, type Step, wayBack } from './next-step';
import type { ProbeVerdict } from './probe-verdict';

/** What going live does to the world. Each is done whole or not at all; a stack that cannot be deployed rolls itself back. */
export interface GoLivePorts {
  readonly look: () => Promise<Found>;
  /** Rejects with a `DeployError` where the stack is as it was before. */
  readonly deploy: (deployed: Deployed, keep?: LaunchDefinition) => Promise<void>;
  readonly destroy: () => Promise<void>;
  /** Keeps the definition where decisions look definitions up; nothing decides by it yet. */
  readonly keep: (definition: LaunchDefinition) => Promise<void>;
  readonly probe: (definition: LaunchDefinition) => Promise<ProbeVerdict>;
  /** The one write that makes it live; false where somebody else changed the row meanwhile. */
  readonly switchOn: (wanted: Wanted, found: Found) => Promise<boolean>;
  /** Tells what is being done. */
  readonly say: (doing: Step['do'] | Back['do']) => void;
}

/** A stack could not be deployed, and is as it was before. */
export class DeployError extends Error {
  public override readonly name = 'DeployError';
}

/** How a run ended: what speaks now is wholly the new definition (`live`), or wholly what spoke before. */
export type GoLiveEnd =
  | { readonly end: 'live'; readonly did: readonly Step['do'][]; readonly probe?: ProbeVerdict }
  | { readonly end: 'refused'; readonly because: 'paused' | 'ended' }
  | ({ readonly end: 'raced' } & TakenBack)
  | ({
      readonly end: 'failed';
      readonly at: 'deploy' | 'probe' | 'tidy';
      readonly why: string;
      readonly probe?: ProbeVerdict;
    } & TakenBack);

/** What became of what a run had begun. */
interface TakenBack {
  readonly back: Back['do'];
  /** Set where it could not be taken back. */
  readonly notTakenBack?: string;
}

/** More than a launch ever needs: two deployments, a probe, a switch. */
const MOST_STEPS = 8;

/** Brings a launch live, or leaves what spoke before as it was. Where the run is interrupted, the next one goes on from what it finds. */
export const goLive = async (ports: GoLivePorts, wanted: Wanted): Promise<GoLiveEnd> => {
  const before = await ports.look();
  const did: Step['do'][] = [];
  let found = before;
  let expected: Speaking | undefined = before.row;
  let probe: ProbeVerdict | undefined;
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const step = nextStep(found, wanted, probe?.passed === true);
    if (step.do === 'refuse') return { end: 'refused', because: step.because };
    if (step.do === 'nothing') return { end: 'live', did, ...(probe && { probe }) };
    ports.say(step.do);
    did.push(step.do);
    if (step.do === 'deploy' || step.do === 'tidy') {
      const failure = await deployed(() => ports.deploy(wanted, step.do === 'deploy' ? step.keep : undefined));
      if (failure !== undefined) return failed(ports, before, { at: step.do, why: failure });
    } else if (step.do === 'probe') {
      await ports.keep(wanted.definition);
      probe = await ports.probe(wanted.definition);
      if (!probe.passed) return failed(ports, before, { at: 'probe', why: probe.why, probe });
    } else if (await ports.switchOn(wanted, found)) {
      expected = { definition: wanted.definition, plan: wanted.plan };
    } else {
      return raced(ports, before);
    }
    found = await ports.look();
    // Approvals were asked for as a change of what spoke then.
    if (!isSame(found.row, expected)) return raced(ports, before);
  }
  return raced(ports, before);
};

type Speaking = Pick<NonNullable<Found['row']>, 'definition' | 'plan'>;

const isSame = (row: Found['row'], expected: Speaking | undefined): boolean =>
  row?.definition.hash === expected?.definition.hash && row?.plan === expected?.plan;

/** Somebody else's word counts: what speaks by now gets its own stack. */
const raced = async (ports: GoLivePorts, before: Found): Promise<GoLiveEnd> => {
  const { back, notTakenBack } = await takeBack(ports, before);
  return { end: 'raced', back, ...(notTakenBack !== undefined && { notTakenBack }) };
};

const deployed = async (deploy: () => Promise<void>): Promise<string | undefined> => {
  try {
    await deploy();
    return undefined;
  } catch (error) {
    if (error instanceof DeployError) return error.message;
    throw error;
  }
};

const failed = async (
  ports: GoLivePorts,
  before: Found,
  failure: { readonly at: 'deploy' | 'probe' | 'tidy'; readonly why: string; readonly probe?: ProbeVerdict },
): Promise<GoLiveEnd> => ({ end: 'failed', ...failure, ...(await takeBack(ports, before)) });

const takeBack = async (ports: GoLivePorts, before: Found): Promise<TakenBack> => {
  const back = wayBack(before, await ports.look());
  if (back.do !== 'leave') ports.say(back.do);
  const undone = await deployed(async () => {
    if (back.do === 'destroy') await ports.destroy();
    if (back.do === 'restore') await ports.deploy(back.former);
  });
  return { back: back.do, ...(undone !== undefined && { notTakenBack: undone }) };
};
