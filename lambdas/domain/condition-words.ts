import type { Condition } from '../../contracts/condition';
import { conditionWords as wordsOf } from '../../contracts/condition-words';
import { oncePer } from './once-per';

/** A condition in the manifest's words, worked out once for each: decisions give the same reasons over and over. */
export const conditionWords: (condition: Condition) => string = oncePer(wordsOf);
