import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSize } from '../../../contracts/brand';
import type { LaunchManifest } from '../../../contracts/launch';
import { type ImageFacts, imageFacts } from '../../brand/image-facts';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { remembered } from '../remembered';
import { eachSound } from '../sound';

/** Pictures that every mail program and browser shows. */
const SHOWN: readonly string[] = ['png', 'jpg', 'gif'];

/** A file of brand/images/ and what is in it; undefined where there is none. */
export type ImageFinder = (file: string) => { readonly facts: ImageFacts | undefined } | undefined;

/** Reads each picture once, however many launches show it. */
export const imageFinder = (root: string): ImageFinder =>
  remembered((file) => {
    const path = join(root, 'brand/images', file);
    if (!/^[\w-]+(\.[\w-]+)+$/.test(file) || !existsSync(path)) return undefined;
    return { facts: imageFacts(readFileSync(path)) };
  });

/** Pictures of the copy are there, are of a kind that everybody can show, and fit the launch's channels. */
export const checkLaunchImages = (launch: LaunchManifest, known: Known, images: ImageFinder): readonly Draft[] =>
  launch.offers.flatMap((offer, index) =>
    eachSound(() =>
      Object.entries(offer.copy).flatMap(([language, copy]) =>
        eachSound(() => {
          if (copy.image === undefined) return [];
          const path = ['offers', index, 'copy', language, 'image', 'file'];
          return checkImage(launch, { file: copy.image.file, path, known, images });
        }),
      ),
    ),
  );

interface Image {
  readonly file: string;
  readonly path: Path;
  readonly known: Known;
  readonly images: ImageFinder;
}

const checkImage = (launch: LaunchManifest, { file, path, known, images }: Image): readonly Draft[] => {
  const found = images(file);
  if (found === undefined) return [{ ...say('copy.image', { file }), path }];
  const { facts } = found;
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
