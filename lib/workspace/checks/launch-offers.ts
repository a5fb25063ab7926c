import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchManifest } from '../../../contracts/launch';
import { CURRENCIES } from '../../brand/amounts';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound, ifSound } from '../sound';
import { listed } from '../suggest';
import { money } from '../words';
import { checkCondition } from './conditions';
import { repeatedNames } from './names';
import { checkTemplates } from './templates';

/** Offers are told apart, fit somebody, speak the team's languages, and their copy, codes and money can be used. */
export const checkOffers = (launch: LaunchManifest, known: Known, root: string): readonly Draft[] =>
  eachSound(
    () => repeatedNames(launch.offers, ['offers'], 'id'),
    () => checkReach(launch),
    () => launch.offers.flatMap((offer, index) => checkOffer({ launch, offer, path: ['offers', index], known, root })),
    () => checkTemplates(launch),
  );

interface CheckOffer {
  readonly launch: LaunchManifest;
  readonly offer: OfferYaml;
  readonly path: Path;
  readonly known: Known;
  readonly root: string;
}

const checkOffer = ({ launch, offer, path, known, root }: CheckOffer): readonly Draft[] =>
  eachSound(
    () => (offer.for === undefined ? [] : checkCondition(offer.for, [...path, 'for'], known)),
    () => checkCode(offer, path),
    () => checkMoney(offer.gives?.amountOff, [...path, 'gives', 'amountOff']),
    () => checkMoney(offer.gives?.atMost, [...path, 'gives', 'atMost']),
    () => checkLanguages(launch, offer, path, known),
    () => checkImages(offer, path, root),
  );

type OfferYaml = LaunchManifest['offers'][number];

/** A finding for a currency that ISO 4217 does not have. */
export const checkMoney = (text: string | undefined, path: Path): readonly Draft[] => {
  if (text === undefined || CURRENCIES.has(money(text).currency)) return [];
  const message = `"${money(text).currency}" is not a currency of ISO 4217`;
  return [{ code: 'money.currency', path, message, fix: 'Use its three-letter code, for example USD.' }];
};

/** The first offer that fits wins: behind one for everybody nothing is ever chosen. */
const checkReach = ({ offers }: LaunchManifest): readonly Draft[] => {
  const forAll = offers.findIndex((offer) => ifSound(() => offer.for === undefined));
  if (forAll < 0) return [];
  return offers.flatMap((offer, index) =>
    eachSound(() => {
      if (index <= forAll) return [];
      const message = `"${offer.id}" is never chosen: offers[${forAll}] above it is for everybody`;
      return [
        { code: 'offer.unreachable', path: ['offers', index, 'id'], message, fix: 'Put offers with "for" first.' },
      ];
    }),
  );
};

const checkCode = (offer: OfferYaml, path: Path): readonly Draft[] => {
  if (offer.code === undefined || !('pool' in offer.code)) return [];
  const message = 'one-use codes from a pool are not offered yet; allowed: fixed';
  return [
    { code: 'offer.codePool', path: [...path, 'code', 'pool'], at: 'key', message, fix: 'Use { fixed: "CODE" }.' },
  ];
};

const checkLanguages = (launch: LaunchManifest, offer: OfferYaml, path: Path, known: Known): readonly Draft[] => {
  const languages = known.teams?.get(launch.team)?.languages ?? [];
  const missing = languages.filter((tag) => ifSound(() => offer.copy[tag] === undefined));
  if (missing.length === 0) return [];
  const message = `no copy in ${listed(missing)}; ${launch.team} speaks ${listed(languages)}`;
  const fix = `Add ${missing[0]}: with headline and body.`;
  return [{ code: 'copy.languageMissing', path: [...path, 'copy'], at: 'key', message, fix }];
};

const checkImages = (offer: OfferYaml, path: Path, root: string): readonly Draft[] =>
  Object.entries(offer.copy).flatMap(([language, copy]) =>
    eachSound(() => {
      const file = copy.image?.file;
      if (file === undefined || isImage(root, file)) return [];
      const message = `"${file}" is not in brand/images/`;
      const fix = 'Put the file into brand/images/ and write its name.';
      return [{ code: 'copy.image', path: [...path, 'copy', language, 'image', 'file'], message, fix }];
    }),
  );

const isImage = (root: string, file: string): boolean =>
  /^[\w-]+(\.[\w-]+)+$/.test(file) && existsSync(join(root, 'brand/images', file));
