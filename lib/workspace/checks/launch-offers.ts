import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchManifest } from '../../../contracts/launch';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { listed } from '../suggest';
import { money } from '../words';
import { checkCondition } from './conditions';
import { repeatedNames } from './names';
import { checkTemplates } from './templates';

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Offers are told apart, fit somebody, speak the team's languages, and their copy, codes and money can be used. */
export const checkOffers = (launch: LaunchManifest, known: Known, root: string): readonly Draft[] => [
  ...repeatedNames(
    launch.offers.map((offer, index) => ({ name: offer.id, path: ['offers', index, 'id'] })),
    'id.repeated',
  ),
  ...checkReach(launch),
  ...launch.offers.flatMap((offer, index) => {
    const path: Path = ['offers', index];
    return [
      ...(offer.for === undefined ? [] : checkCondition(offer.for, [...path, 'for'], known)),
      ...checkCode(offer, path),
      ...checkMoney(offer.gives?.amountOff, [...path, 'gives', 'amountOff']),
      ...checkMoney(offer.gives?.atMost, [...path, 'gives', 'atMost']),
      ...checkLanguages(launch, offer, path, known),
      ...checkImages(offer, path, root),
    ];
  }),
  ...checkTemplates(launch),
];

type OfferYaml = LaunchManifest['offers'][number];

/** A finding for a currency that ISO 4217 does not have. */
export const checkMoney = (text: string | undefined, path: Path): readonly Draft[] => {
  if (text === undefined || CURRENCIES.has(money(text).currency)) return [];
  const message = `"${money(text).currency}" is not a currency of ISO 4217`;
  return [{ code: 'money.currency', path, message, fix: 'Use its three-letter code, for example USD.' }];
};

/** The first offer that fits wins: behind one for everybody nothing is ever chosen. */
const checkReach = ({ offers }: LaunchManifest): readonly Draft[] => {
  const forAll = offers.findIndex((offer) => offer.for === undefined);
  if (forAll < 0) return [];
  return offers.slice(forAll + 1).map((offer, index) => ({
    code: 'offer.unreachable' as const,
    path: ['offers', forAll + 1 + index, 'id'],
    message: `"${offer.id}" is never chosen: "${offers[forAll]?.id}" above it is for everybody`,
    fix: 'Put offers with "for" first.',
  }));
};

const checkCode = (offer: OfferYaml, path: Path): readonly Draft[] => {
  if (offer.code === undefined || !('pool' in offer.code)) return [];
  const message = 'one-use codes from a pool are not offered yet; allowed: fixed';
  return [
    { code: 'offer.codePool', path: [...path, 'code', 'pool'], at: 'key', message, fix: 'Use { fixed: "CODE" }.' },
  ];
};

const checkLanguages = (launch: LaunchManifest, offer: OfferYaml, path: Path, known: Known): readonly Draft[] => {
  const missing = (known.teams?.get(launch.team)?.languages ?? []).filter((tag) => offer.copy[tag] === undefined);
  if (missing.length === 0) return [];
  const message = `no copy in ${listed(missing)}; ${launch.team} speaks ${listed(known.teams?.get(launch.team)?.languages ?? [])}`;
  return [
    {
      code: 'copy.languageMissing',
      path: [...path, 'copy'],
      at: 'key',
      message,
      fix: `Add ${missing[0]}: with headline and body.`,
    },
  ];
};

const checkImages = (offer: OfferYaml, path: Path, root: string): readonly Draft[] =>
  Object.entries(offer.copy).flatMap(([language, { image }]): readonly Draft[] => {
    if (
      image === undefined ||
      (/^[\w-]+(\.[\w-]+)+$/.test(image.file) && existsSync(join(root, 'brand/images', image.file)))
    )
      return [];
    const message = `"${image.file}" is not in brand/images/`;
    return [
      {
        code: 'copy.image',
        path: [...path, 'copy', language, 'image', 'file'],
        message,
        fix: 'Put the file into brand/images/ and write its name.',
      },
    ];
  });
