import type { Condition } from '../../contracts/condition';
import type { PersonView } from '../../contracts/profile';
import { holds } from './conditions';
import { oncePer } from './once-per';

/** Definitions outlive many decisions, so the text of a condition is made once for each of its objects. */
const textOf = oncePer((condition: Condition): string => JSON.stringify(condition));

export type Holds = (condition: Condition) => boolean;

/** Whether conditions hold for one person at one instant; launches share conditions, each distinct one is evaluated once. */
export const holdsOnce = (view: PersonView, now: string): Holds => {
  const answers = new Map<string, boolean>();
  return (condition) => {
    const text = textOf(condition);
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = holds(condition, view, now);
    answers.set(text, answer);
    return answer;
  };
};
