import type { Voice } from '../../contracts/brand';
import { say } from '../messages';
import { allWords, type Judging, type Part, type Remark } from './copy';
import { type Found, wordFinder } from './words';

/** Words that the brand does not say, says otherwise, or says only with a proof on file. */
export const judgeWords = ({ part, text }: Part, { voice, asOf }: Judging): readonly Remark[] => {
  const words = allWords(text);
  return rulesOf(voice).flatMap(({ find, remark }) => {
    const found = find(words);
    const said = found && remark(found, asOf);
    return said === undefined ? [] : [{ ...said, part }];
  });
};

interface Rule {
  readonly find: (text: string) => Found | undefined;
  readonly remark: (found: Found, asOf: Date) => Omit<Remark, 'part'> | undefined;
}

/** A voice's rules, its patterns made once; they go with the voice. */
const rulesOf = (voice: Voice): readonly Rule[] => {
  const rules = known.get(voice) ?? makeRules(voice);
  known.set(voice, rules);
  return rules;
};
const known = new WeakMap<Voice, readonly Rule[]>();

const makeRules = ({ banned, preferred, claims }: Voice): readonly Rule[] => [
  ...banned.map(({ words, why, say: instead }) => ({
    find: wordFinder(words),
    remark: (found: Found) => say('voice.banned', { ...found, why, say: instead }),
  })),
  ...preferred.map(({ not, say: instead }) => ({
    find: wordFinder([not]),
    remark: (found: Found) => say('voice.preferred', { ...found, say: instead }),
  })),
  ...claims.map(({ words, needs, proof }) => ({
    find: wordFinder(words),
    remark: (found: Found, asOf: Date) =>
      proof !== undefined && asOf.getTime() < Date.parse(proof.expires)
        ? undefined
        : say('voice.claim', { ...found, needs, proof }),
  })),
];
