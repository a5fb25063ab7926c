import type { RebuildExample, RebuildPage, RebuildPhase, RebuildRun, RebuildTask } from '../../../contracts/rebuild';
import type { WallClock } from '../../domain/ports/clocks';
import type { LoadRuns, SaveRun } from '../../domain/ports/generations';
import type { ListPersons } from '../../domain/ports/profiles';
import type { ProfileRules } from '../../domain/profile-rules';
import { createRebuildPerson, type RebuildPorts, type Rebuilt } from '../../domain/rebuild-person';
import { createRebuildRun, type PageDone } from '../../domain/rebuild-run';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';

export interface RebuildProfilesDeps extends RebuildPorts {
  readonly rules: ProfileRules;
  /** Digest of the rules. */
  readonly rulesDigest: string;
  readonly listPersons: ListPersons;
  readonly loadRuns: LoadRuns;
  readonly saveRun: SaveRun;
  readonly now: WallClock;
  readonly log: Log;
  readonly count: Count;
}

/** Persons of one page, and those of them worked out at once. */
const PAGE = 100;
const AT_ONCE = 8;
/** Persons that a page names. */
const EXAMPLES = 5;

/** Brings a rebuild of all profiles on, a page an invocation. */
export const createRebuildProfiles = (deps: RebuildProfilesDeps): ((task: RebuildTask) => Promise<RebuildPage>) => {
  const { rules, rulesDigest, loadRuns, saveRun, now, log, count } = deps;
  const steps = createRebuildPerson(deps, rules);

  /** A person that nobody can read is one that could not be worked out; whatever else fails is tried again. */
  const step = async (phase: RebuildPhase, run: RebuildRun, person: string): Promise<Rebuilt> => {
    try {
      return await steps[phase](run, person);
    } catch (error) {
      if (!isLasting(error)) throw error;
      log.error('rebuild.person-failed', error, { state: phase });
      return { outcome: 'refused', broken: { failed: [error.code] } };
    }
  };

  const work = async (phase: RebuildPhase, run: RebuildRun, shard: number, after?: string): Promise<PageDone> => {
    const page = await deps.listPersons(shard, PAGE, after);
    const counts: Record<string, number> = {};
    const add = (name: string): void => {
      counts[name] = (counts[name] ?? 0) + 1;
    };
    const examples: RebuildExample[] = [];
    const waiting = page.persons.values();
    const workOff = async (): Promise<void> => {
      for (const person of waiting) {
        const rebuilt = await step(phase, run, person);
        if (rebuilt.outcome !== 'gone') add('people');
        for (const name of namesOf(rebuilt)) add(name);
        if (examples.length < EXAMPLES) examples.push(...exampleOf(person, rebuilt));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, workOff));
    count('PersonsRebuilt', counts.moved ?? 0);
    log.info('rebuild.page', { state: phase, shard, count: page.persons.length });
    return { counts, examples, ...(page.cursor === undefined ? {} : { after: page.cursor }) };
  };

  return createRebuildRun({ loadRuns, saveRun, work, now }, rulesDigest);
};

/** Whether the same will fail again: what is stored cannot be read. */
const isLasting = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'retryable' in error && error.retryable === false && 'code' in error;

const namesOf = ({ outcome, differences = [], broken = {} }: Rebuilt): readonly string[] => [
  outcome,
  ...differences.map(({ part }) => `differs: ${part}`),
  ...Object.keys(broken),
];

/** Broken rules before differences: whoever reads few examples reads those. */
const exampleOf = (person: string, { differences = [], broken = {} }: Rebuilt): readonly RebuildExample[] => {
  const says = [
    ...Object.entries(broken).map(([rule, names]) => `${rule} (${names.join(', ')})`),
    ...differences.map(({ part, names }) => (part === 'history' ? part : `${part} (${names.join(', ')})`)),
  ];
  return says.length === 0 ? [] : [{ person, says: says.join('; ') }];
};
