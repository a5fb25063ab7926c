import type { LaunchDefinition } from '../../../contracts/decision';
import type {
  Reach,
  Rehearsal,
  RehearseAnswer,
  RehearseProgress,
  RehearseRefusal,
  RehearseTask,
} from '../../../contracts/rehearsal';
import { EnvironmentError } from '../context';
import type { Functions } from './functions';

type OnProgress = (progress: RehearseProgress) => void;

/** What a launch would do on a stage, of a definition that may never have been deployed there. Nothing comes of it. */
export interface Rehearsals {
  /** Whom it would reach as things stand. */
  readonly reach: (definition: LaunchDefinition, onProgress?: OnProgress) => Promise<Reach>;
  /** What the last `days` (1 to `KEPT_DAYS`) would have come to. */
  readonly history: (definition: LaunchDefinition, days: number, onProgress?: OnProgress) => Promise<Rehearsal>;
}

/** Rules that change under a rehearsal make it begin anew; a stage that changes all the time is told as such. */
const MOST_BEGINNINGS = 3;

const REFUSED: Readonly<Record<RehearseRefusal, string>> = {
  'definition-unsound': 'the stage does not know this kind of launch: deploy the foundation of this version first',
  'days-unsound': 'that many days are not kept whole',
  'continuation-stale': 'the stage was deployed anew meanwhile; try again',
};

/** Brings rehearsals on, slice by slice, to their results. */
export const createRehearsals = ({ invoke }: Functions): Rehearsals => {
  const rehearse = async <Result>(task: RehearseTask, onProgress: OnProgress): Promise<Result> => {
    let continuation: string | undefined;
    for (let beginnings = 1; ; ) {
      const answer: RehearseAnswer<Result> = await invoke('rehearse-launch', {
        ...task,
        ...(continuation !== undefined && { continuation }),
      });
      if (answer.refused === 'continuation-stale' && beginnings < MOST_BEGINNINGS) {
        beginnings += 1;
        continuation = undefined;
        continue;
      }
      if (answer.refused !== undefined) throw new EnvironmentError(`No rehearsal: ${REFUSED[answer.refused]}.`);
      onProgress(answer.progress);
      if (answer.result !== undefined) return answer.result;
      continuation = answer.continuation;
    }
  };
  return {
    reach: (definition, onProgress = silent) => rehearse({ task: 'reach', definition }, onProgress),
    history: (definition, days, onProgress = silent) => rehearse({ task: 'history', definition, days }, onProgress),
  };
};

const silent: OnProgress = () => undefined;
