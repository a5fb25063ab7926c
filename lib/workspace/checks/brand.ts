import type { Voice } from '../../../contracts/brand';
import { inLanguage } from '../../../contracts/fill-layout';
import type { LaunchManifest } from '../../../contracts/launch';
import { numbersIn } from '../../brand/amounts';
import { allWords, type Copy, type CopyChannel, type Offer, type Readings } from '../../brand/copy';
import { judgeCopy } from '../../brand/judge-copy';
import { say } from '../../messages';
import { copyEngine } from '../copy-engine';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { readCopy } from '../read-copy';
import { remembered } from '../remembered';
import { eachSound } from '../sound';

/** Copy speaks with the brand's voice, fits its channels, promises what the offer gives, and says the same in every language. */
export const checkBrand = (launch: LaunchManifest, known: Known, asOf: Date): readonly Draft[] => {
  const { voice, layouts, channels } = known;
  if (voice === undefined) return [];
  return launch.offers.flatMap((offer, index) =>
    eachSound(
      () => checkVoice(launch, offer, index, { voice, layouts, channels, asOf }),
      () => checkNumbers(offer, ['offers', index, 'copy']),
    ),
  );
};

interface With extends Pick<Known, 'layouts' | 'channels'> {
  readonly voice: Voice;
  readonly asOf: Date;
}

const checkVoice = (
  launch: LaunchManifest,
  offer: Offer,
  index: number,
  { voice, layouts, channels, asOf }: With,
): readonly Draft[] =>
  Object.entries(offer.copy).flatMap(([language, copy]) =>
    eachSound(() => {
      const used = launch.channels.use.map(
        ({ channel, layout }): CopyChannel => ({
          channel,
          personal: channels?.get(channel)?.kind === 'push',
          text: layouts.textOf(channel, layout),
          footers: Object.values(voice.footers[channel] ?? {}).flatMap((texts) => inLanguage(texts, language) ?? []),
        }),
      );
      return judgeCopy(copy, offer, { voice, channels: used, language, asOf, read }).map(({ part, ...remark }) => ({
        ...remark,
        path: ['offers', index, 'copy', language, ...part],
      }));
    }),
  );

/** A value as long as names come, with a letter that most alphabets of phones do not have. */
const LONG_VALUE = 'Ł'.padEnd(30, 'w');

const read = remembered((text): Readings | undefined => {
  const { template, fields, plain } = readCopy(text);
  if (plain === undefined) return undefined;
  if (fields.length === 0) return { plain, longest: plain };
  const values = Object.fromEntries(fields.map((field) => [field, LONG_VALUE]));
  try {
    return { plain, longest: copyEngine.renderSync([...template], values) };
  } catch {
    return undefined;
  }
});

/** A number that only one language has is a promise that only some customers get. */
const checkNumbers = ({ copy }: Offer, path: Path): readonly Draft[] => {
  const [first, ...others] = Object.entries(copy);
  if (first === undefined || others.length === 0) return [];
  const said = saidIn(first[1]);
  return others.flatMap(([language, one]) => {
    const own = saidIn(one);
    const apart = [...said.filter((n) => !own.includes(n)), ...own.filter((n) => !said.includes(n))];
    if (apart.length === 0) return [];
    const facts = { language, other: first[0], apart: apart.map(String) };
    return [{ ...say('copy.numbers', facts), path: [...path, language, 'body'] }];
  });
};

const saidIn = ({ headline, body }: Copy): readonly number[] => numbersIn(allWords(`${headline}\n${body}`));
