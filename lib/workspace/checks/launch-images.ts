import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSize } from '../../../contracts/brand';
import type { LaunchManifest } from '../../../contracts/launch';
import { type ImageFacts, imageFacts } from '../../brand/image-facts';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';

/** Pictures that every mail program and browser shows. */
const SHOWN: readonly string[] = ['png', 'jpg', 'gif'];

/** Pictures of the copy are there, are of a kind that everybody can show, and fit the launch's channels. */
export const checkLaunchImages = (launch: LaunchManifest, known: Known, root: string): readonly Draft[] =>
  launch.offers.flatMap((offer, index) =>
    eachSound(() =>
      Object.entries(offer.copy).flatMap(([language, copy]) =>
        eachSound(() => {
          if (copy.image === undefined) return [];
          const path = ['offers', index, 'copy', language, 'image', 'file'];
          return checkImage(launch, { file: copy.image.file, path, known, root });
        }),
      ),
    ),
  );

interface Image {
  readonly file: string;
  readonly path: Path;
  readonly known: Known;
  readonly root: string;
}

const checkImage = (launch: LaunchManifest, { file, path, known, root }: Image): readonly Draft[] => {
  const bytes = bytesOf(root, file);
  if (bytes === undefined) return [{ ...say('copy.image', { file }), path }];
  const facts = imageFacts(bytes);
  if (facts === undefined || !SHOWN.includes(facts.type)) {
    return [{ ...say('copy.image.kind', { file, kind: facts?.type, shown: SHOWN }), path }];
  }
  if (known.voice?.images.at === undefined)
    return known.voice === undefined ? [] : [{ ...say('copy.image.nowhere'), path }];
  const { sizes } = known.voice.images;
  return launch.channels.use.flatMap(({ channel }) => {
    const most = sizes[channel];
    return most === undefined || fits(facts, most)
      ? []
      : [{ ...say('copy.image.size', { file, channel, is: facts, most }), path }];
  });
};

const fits = (facts: ImageFacts, most: ImageSize): boolean =>
  facts.width <= most.width && facts.height <= most.height && facts.kilobytes <= most.kilobytes;

const bytesOf = (root: string, file: string): Uint8Array | undefined => {
  const path = join(root, 'brand/images', file);
  return /^[\w-]+(\.[\w-]+)+$/.test(file) && existsSync(path) ? readFileSync(path) : undefined;
};
