import type { Condition } from '../../contracts/condition';
import type { PersonView } from '../../contracts/profile';
import { holds } from './conditions';

/** Definitions outlive many decisions, so the text of a condition is made once for each of its objects. */
const texts = new WeakMap<Condition, string>();
const textOf = (condition: Condition): string => {
  const known = texts.get(condition);
  if (known !== undefined) return known;
  const text = JSON.stringify(condition);
  texts.set(condition, text);
  return text;
};

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
