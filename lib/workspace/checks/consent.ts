import type { Purpose, SignalRules } from '../../../contracts/platform';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { unknownName } from './names';

/** A purpose can be consented to and proved: nobody consents by silence, for ever, or to a text that nobody can read. */
export const checkPurpose = (purpose: Purpose, path: Path, known: Known): readonly Draft[] =>
  eachSound(
    () => bySilence(purpose, path),
    () => withoutEnd(purpose, path),
    () => withoutNotice(purpose, path),
    () =>
      purpose.channels.flatMap((name, index) =>
        unknownName(known.channels, 'channel.unknown', [...path, 'channels', index], name, 'platform/channels.yaml'),
      ),
  );

const bySilence = ({ purpose, basis, default: stands }: Purpose, path: Path): readonly Draft[] => {
  if (basis !== 'consent' || stands === 'denied') return [];
  return [{ ...say('purpose.default', { purpose }), path: [...path, 'default'] }];
};

const withoutEnd = ({ purpose, basis, expires }: Purpose, path: Path): readonly Draft[] => {
  if (basis !== 'consent' || expires !== undefined) return [];
  return [{ ...say('purpose.expires', { purpose }), path: [...path, 'basis'] }];
};

const withoutNotice = ({ purpose, channels, notice }: Purpose, path: Path): readonly Draft[] => {
  if (channels.length === 0 || notice !== undefined) return [];
  return [{ ...say('purpose.notice', { purpose }), path: [...path, 'channels'], at: 'key' }];
};

/** What a browser's signal closes exists, and so do the sources that it comes through. */
export const checkSignals = ({ gpc }: SignalRules, known: Known): readonly Draft[] =>
  gpc === undefined
    ? []
    : eachSound(
        () => sourcesKnown(gpc.sources, ['gpc', 'sources'], known),
        () => gpc.withdraws.flatMap((rule, index) => checkRule(rule, ['gpc', 'withdraws', index], known)),
      );

const checkRule = (
  { purpose, channel }: { readonly purpose: string; readonly channel: string },
  path: Path,
  known: Known,
): readonly Draft[] =>
  eachSound(
    () =>
      purpose === '*'
        ? []
        : unknownName(known.purposes, 'purpose.unknown', [...path, 'purpose'], purpose, 'platform/purposes.yaml'),
    () =>
      channel === '*'
        ? []
        : unknownName(known.channels, 'channel.unknown', [...path, 'channel'], channel, 'platform/channels.yaml'),
  );

/** Sources that are named exist. */
export const sourcesKnown = (names: readonly string[], path: Path, known: Known): readonly Draft[] =>
  names.flatMap((name, index) =>
    unknownName(known.sources, 'source.unknown', [...path, index], name, 'platform/sources.yaml'),
  );
