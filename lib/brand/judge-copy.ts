import type { Voice } from '../../contracts/brand';
import { say } from '../messages';
import { type Copy, type Judging, type Offer, partsOf, type Remark } from './copy';
import { judgeGives } from './judge-gives';
import { judgeLengths } from './judge-lengths';
import { judgeWords } from './judge-words';
import { linkProblems, linksIn } from './links';
import { readingGrade } from './measure';

/** Everything that brand and channels have against an offer's copy in one language. */
export const judgeCopy = (
  copy: Copy,
  { gives, code }: Pick<Offer, 'gives' | 'code'>,
  judging: Judging,
): readonly Remark[] => [
  ...partsOf(copy).flatMap((part) => judgeWords(part, judging)),
  ...judgeGives(copy, gives),
  ...judgeLengths(copy, code, judging),
  ...judgeReading(copy, judging),
  ...judgeLinks(copy, judging.voice),
  ...judgeAlt(copy),
];

const judgeReading = ({ headline, body }: Copy, { voice, language, read }: Judging): readonly Remark[] => {
  if (voice.readingGrade === undefined || !/^en\b/.test(language)) return [];
  const text = [read(headline)?.plain, read(body)?.plain].filter((one) => one !== undefined).join('.\n');
  const grade = readingGrade(text);
  if (grade === undefined || grade <= voice.readingGrade) return [];
  return [{ ...say('voice.reading', { grade, most: voice.readingGrade }), part: ['body'] }];
};

const judgeLinks = (copy: Copy, { links }: Voice): readonly Remark[] =>
  [
    ...(copy.link === undefined ? [] : [{ part: ['link', 'to'], to: copy.link.to }]),
    ...partsOf(copy).flatMap(({ part, text }) => linksIn(text).map((to) => ({ part, to }))),
  ].flatMap(({ part, to }) => linkProblems(to, links).map((problem) => ({ ...problem, part })));

/** Who cannot see the image gets its words instead, and a file's name says nothing. */
const judgeAlt = ({ image }: Copy): readonly Remark[] => {
  if (image === undefined) return [];
  const part = ['image', 'alt'];
  if (image.alt.trim() === '') return [{ ...say('copy.alt.missing'), part }];
  return image.alt === image.file ? [{ ...say('copy.alt.fileName'), part }] : [];
};
