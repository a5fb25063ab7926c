import type { LaunchManifest } from '../../../contracts/launch';
import { ANYWHERE } from '../../../contracts/layout';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';

/** Layouts that a launch names exist, and what it sends has the footer of its channel in every language it speaks. */
export const checkLaunchLayouts = (launch: LaunchManifest, known: Known): readonly Draft[] =>
  launch.channels.use.flatMap((use, index) => {
    const path: Path = ['channels', 'use', index];
    return eachSound(
      () => layoutKnown(use, known, path),
      () => footerKnown(launch, use.channel, known, path),
    );
  });

type Use = LaunchManifest['channels']['use'][number];

const layoutKnown = ({ channel, layout }: Use, { channels, layouts }: Known, path: Path): readonly Draft[] => {
  if (layout === undefined || channels?.has(channel) !== true) return [];
  const known = layouts.namesOf(channel);
  if (known.includes(layout)) return [];
  return [{ ...say('layout.unknown', { layout, channel, known }), path: [...path, 'layout'] }];
};

/** Only messages that are sent need one: who is asked sees whom they asked. */
const footerKnown = (
  launch: LaunchManifest,
  channel: string,
  { channels, voice }: Known,
  path: Path,
): readonly Draft[] => {
  if (voice === undefined || channels?.get(channel)?.kind !== 'push') return [];
  const footers = voice.footers[channel] ?? {};
  const languages = [...new Set(launch.offers.flatMap((offer) => Object.keys(offer.copy)))];
  return [...new Set([ANYWHERE, ...Object.keys(footers)])].flatMap((country) =>
    languages
      .filter((language) => footers[country]?.[language] === undefined)
      .map(
        (language): Draft => ({ ...say('copy.footer', { channel, language, country }), path: [...path, 'channel'] }),
      ),
  );
};
