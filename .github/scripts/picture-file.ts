/** A picture of one message; its file's name says what of. */
export interface Picture {
  readonly launch: string;
  /** Place of the offer in the launch, from 1. */
  readonly place: number;
  readonly offer: string;
  readonly channel: string;
  readonly language: string;
}

/** Closed, so that a name can stand in a path, an address and a comment as it is. */
const NAME =
  /^([a-z][a-z0-9-]{1,38}[a-z0-9])\.([1-9]\d?)\.([a-z][a-z0-9_-]{0,39})\.([a-z][a-z0-9_-]{0,39})\.([a-z]{2}(?:-[A-Z]{2})?)\.png$/;

/** Name of a picture's file; undefined where a part of it is no id. */
export const pictureName = ({ launch, place, offer, channel, language }: Picture): string | undefined => {
  const name = `${launch}.${place}.${offer}.${channel}.${language}.png`;
  return NAME.test(name) ? name : undefined;
};

/** What a file's name says; undefined where it is no picture's. */
export const pictureOf = (name: string): Picture | undefined => {
  const [, launch, place, offer, channel, language] = NAME.exec(name) ?? [];
  if (!launch || !place || !offer || !channel || !language) return undefined;
  return { launch, place: Number(place), offer, channel, language };
};

/** In the order of launches and of their offers. */
export const inOrder = (a: Picture, b: Picture): number => textOf(a).localeCompare(textOf(b), 'en');

const textOf = ({ launch, place, channel, language }: Picture): string =>
  `${launch} ${String(place).padStart(2, '0')} ${channel} ${language}`;
