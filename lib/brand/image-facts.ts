import { imageSize } from 'image-size';

/** What a picture's header says. */
export interface ImageFacts {
  /** By the content, whatever the name says. */
  readonly type: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly kilobytes: number;
}

/** What kind of picture some bytes are, and how large; undefined where they are none. */
export const imageFacts = (bytes: Uint8Array): ImageFacts | undefined => {
  try {
    const { width, height, type = 'unknown' } = imageSize(bytes);
    return { type, width, height, kilobytes: Math.ceil(bytes.byteLength / 1024) };
  } catch {
    // The library throws on everything that is no picture, and says no more.
    return undefined;
  }
};
