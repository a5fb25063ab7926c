import { say } from '../messages';
import { type Amount, amountsIn, CURRENCIES } from './amounts';
import { allWords, type Copy, type Offer, partsOf, type Remark } from './copy';
import { sentenceAt } from './words';

type Sum = Pick<Amount, 'value' | 'unit'>;

interface Given extends Sum {
  /** Whether the copy has to say it: a ceiling may stay in the small print. */
  readonly must: boolean;
}

/** What the till takes off and what the customer reads are one number. */
export const judgeGives = (copy: Copy, gives: Offer['gives']): readonly Remark[] => {
  const promised = partsOf(copy).flatMap(({ part, text }) => {
    const words = allWords(text);
    return amountsIn(words).map((one) => ({ part, words, one }));
  });
  const given = givenBy(gives);
  const owed = given.filter(({ must }) => must);
  const wrong = promised.filter(
    ({ one }) =>
      (one.unit === '%' || owed.some(({ unit }) => unit === one.unit)) && !given.some((own) => same(own, one)),
  );
  const silent = owed.filter((own) => !promised.some(({ one }) => same(own, one)));
  return [
    ...wrong.map(({ part, words, one }) => ({
      ...say('copy.gives.otherwise', { said: one.text, given, sentence: sentenceAt(words, one.index) }),
      part,
    })),
    ...silent.map((own) => ({ ...say('copy.gives.unsaid', own), part: ['body'] })),
  ];
};

/** Money that is none is another check's to say. */
const givenBy = (gives: Offer['gives']): readonly Given[] =>
  [
    ...(gives?.percentOff === undefined ? [] : [{ value: gives.percentOff, unit: '%', must: true }]),
    ...(gives?.amountOff === undefined ? [] : [{ ...moneyOf(gives.amountOff), must: true }]),
    ...(gives?.atMost === undefined ? [] : [{ ...moneyOf(gives.atMost), must: false }]),
  ].filter(({ unit }) => unit === '%' || CURRENCIES.has(unit));

const moneyOf = (text: string): Sum => {
  const [value = '', unit = ''] = text.split(' ');
  return { value: Number(value), unit };
};

const same = (a: Sum, b: Sum): boolean => a.value === b.value && a.unit === b.unit;
