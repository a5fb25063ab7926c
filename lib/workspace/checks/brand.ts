import type { Voice } from '../../../contracts/brand';
import type { LaunchManifest } from '../../../contracts/launch';
import { numbersIn } from '../../brand/amounts';
import { allWords, type Copy, judgeCopy } from '../../brand/judge-copy';
import { say } from '../../messages';
import { copyEngine } from '../copy-engine';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { remembered } from '../remembered';
import { eachSound } from '../sound';

/** Copy speaks with the brand's voice, fits its channels, promises what the offer gives, and says the same in every language. */
export const checkBrand = (launch: LaunchManifest, { voice }: Known, asOf: Date): readonly Draft[] => {
  if (voice === undefined) return [];
  return launch.offers.flatMap((offer, index) =>
    eachSound(
      () => checkVoice(launch, offer, index, { voice, asOf }),
      () => checkNumbers(offer, ['offers', index, 'copy']),
    ),
  );
};

type Offer = LaunchManifest['offers'][number];

const checkVoice = (
  launch: LaunchManifest,
  offer: Offer,
  index: number,
  judged: { readonly voice: Voice; readonly asOf: Date },
): readonly Draft[] => {
  const channels = launch.channels.use.map(({ channel }) => channel);
  return Object.entries(offer.copy).flatMap(([language, copy]) =>
    eachSound(() =>
      judgeCopy(copy, offer.gives, { ...judged, channels, language, plain }).map(({ part, ...remark }) => ({
        ...remark,
        path: ['offers', index, 'copy', language, ...part],
      })),
    ),
  );
};

/** Copy for a customer of whom nothing is known; undefined where its Liquid is wrong, which another check says. */
const plain = remembered((text): string | undefined => {
  try {
    return copyEngine.parseAndRenderSync(text, {});
  } catch {
    return undefined;
  }
});

/** A number that only one language has is a promise that only some customers get. */
const checkNumbers = ({ copy }: Offer, path: Path): readonly Draft[] => {
  const [first, ...others] = Object.entries(copy);
  if (first === undefined) return [];
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
