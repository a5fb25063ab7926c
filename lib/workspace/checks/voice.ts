import type { Voice } from '../../../contracts/brand';
import { linkProblems } from '../../brand/links';
import type { Draft } from '../draft';
import type { Known } from '../known';
import { eachSound } from '../sound';
import { unknownName } from './names';

/** What the voice says by channel is said of channels that there are, and its images are where links may lead. */
export const checkVoice = (voice: Voice, { channels }: Known): readonly Draft[] =>
  eachSound<Draft>(
    () =>
      [
        ...Object.keys(voice.lengths).map((channel) => ['lengths', channel]),
        ...Object.keys(voice.footers).map((channel) => ['footers', channel]),
        ...Object.keys(voice.images.sizes).map((channel) => ['images', 'sizes', channel]),
      ].flatMap((path) =>
        unknownName(channels, 'channel.unknown', path, path.at(-1) ?? '', 'platform/channels.yaml').map(
          (draft): Draft => ({ ...draft, at: 'key' }),
        ),
      ),
    () =>
      voice.images.at === undefined
        ? []
        : linkProblems(voice.images.at, voice.links).map((problem) => ({ ...problem, path: ['images', 'at'] })),
  );
