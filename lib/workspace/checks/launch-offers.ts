import type { LaunchManifest } from '../../../contracts/launch';
import { minorDigits } from '../../../contracts/minor-units';
import { isWhole } from '../../../contracts/money';
import { CURRENCIES } from '../../brand/amounts';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound, ifSound } from '../sound';
import { money } from '../words';
import { checkCondition } from './conditions';
import { checkLaunchImages, type ImageFinder } from './launch-images';
import { repeatedNames } from './names';
import { checkTemplates } from './templates';

/** Offers are told apart, fit somebody, speak the team's languages, and their copy, codes and money can be used. */
export const checkOffers = (launch: LaunchManifest, known: Known, images: ImageFinder): readonly Draft[] =>
  eachSound(
    () => repeatedNames(launch.offers, ['offers'], 'id'),
    () => checkReach(launch),
    () => launch.offers.flatMap((offer, index) => checkOffer({ launch, offer, path: ['offers', index], known })),
    () => checkTemplates(launch, known),
    () => checkLaunchImages(launch, known, images),
  );

interface CheckOffer {
  readonly launch: LaunchManifest;
  readonly offer: OfferYaml;
  readonly path: Path;
  readonly known: Known;
}

const checkOffer = ({ launch, offer, path, known }: CheckOffer): readonly Draft[] =>
  eachSound(
    () => (offer.for === undefined ? [] : checkCondition(offer.for, [...path, 'for'], known)),
    () => checkMoney(offer.gives?.amountOff, [...path, 'gives', 'amountOff']),
    () => checkMoney(offer.gives?.atMost, [...path, 'gives', 'atMost']),
    () => checkLanguages(launch, offer, path, known),
  );

type OfferYaml = LaunchManifest['offers'][number];

/** A finding for a currency that ISO 4217 does not have, or a part of its smallest unit. */
export const checkMoney = (text: string | undefined, path: Path): readonly Draft[] => {
  if (text === undefined) return [];
  const { currency } = money(text);
  if (!CURRENCIES.has(currency)) return [{ ...say('money.currency', { currency }), path }];
  if (isWhole(money(text))) return [];
  return [{ ...say('money.currency.decimals', { money: text, decimals: minorDigits(currency) }), path }];
};

/** The first offer that fits wins: behind one for everybody nothing is ever chosen. */
const checkReach = ({ offers }: LaunchManifest): readonly Draft[] => {
  const forAll = offers.findIndex((offer) => ifSound(() => offer.for === undefined));
  if (forAll < 0) return [];
  return offers.flatMap((offer, index) =>
    eachSound(() => {
      if (index <= forAll) return [];
      const path: Path = ['offers', index, 'id'];
      return [{ ...say('offer.unreachable', { offer: offer.id, behind: forAll }), path }];
    }),
  );
};

const checkLanguages = (launch: LaunchManifest, offer: OfferYaml, path: Path, known: Known): readonly Draft[] => {
  const languages = known.teams?.get(launch.team)?.languages ?? [];
  const missing = languages.filter((tag) => ifSound(() => offer.copy[tag] === undefined));
  if (missing.length === 0) return [];
  const said = say('copy.languageMissing', { team: launch.team, missing, spoken: languages });
  return [{ ...said, path: [...path, 'copy'], at: 'key' }];
};
