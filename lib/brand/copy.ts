import type { Voice } from '../../contracts/brand';
import { paragraphsOf } from '../../contracts/fill-layout';
import type { LaunchManifest } from '../../contracts/launch';
import type { Piece } from '../../contracts/layout';
import type { Said } from '../messages';
import { remembered } from '../workspace/remembered';

export type Offer = LaunchManifest['offers'][number];
export type Copy = Offer['copy'][string];

/** What is wrong with a piece of copy: a finding but for its place in a file. */
export interface Remark extends Said {
  readonly code: Extract<Said['code'], `voice.${string}` | `copy.${string}`>;
  /** Keys from the copy down. */
  readonly part: readonly string[];
}

/** A channel of a launch, with what it adds to the words. */
export interface CopyChannel {
  readonly channel: string;
  /** Whether it speaks of the customer; otherwise it shows what stands in for what is not known. */
  readonly personal: boolean;
  /** Its layout's words alone. */
  readonly text: readonly Piece[];
  /** What stands under its messages, in any country. */
  readonly footers: readonly string[];
}

/** What copy with Liquid turns into. */
export interface Readings {
  /** For a customer of whom nothing is known. */
  readonly plain: string;
  /** For one of whom all is known, in values as long as they come. */
  readonly longest: string;
}

/** What copy is judged by. */
export interface Judging {
  readonly voice: Voice;
  readonly channels: readonly CopyChannel[];
  readonly language: string;
  /** Proofs of claims are judged as of this moment. */
  readonly asOf: Date;
  /** Undefined where the copy's Liquid does not render, which another check says. */
  readonly read: (text: string) => Readings | undefined;
}

/** A text of the copy and where it stands. */
export interface Part {
  readonly part: readonly string[];
  readonly text: string;
}

/** Every text that a customer reads. */
export const partsOf = ({ headline, body, link, image }: Copy): readonly Part[] => [
  { part: ['headline'], text: headline },
  { part: ['body'], text: body },
  ...(link === undefined ? [] : [{ part: ['link', 'label'], text: link.label }]),
  ...(image === undefined ? [] : [{ part: ['image', 'alt'], text: image.alt }]),
];

/** All that a text may ever say: every branch of its Liquid, and the words that stand in for what is not known. Lines of a paragraph are one. */
export const allWords = remembered((text): string =>
  paragraphsOf(
    text
      .replace(/\{%[^{}]*%\}/g, ' ')
      .replace(/\{\{([^{}]*)\}\}/g, (_, inner: string) =>
        [...inner.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, one, two]) => one ?? two).join(' '),
      ),
  )
    .map((paragraph) => paragraph.replace(/\s+/g, ' '))
    .join('\n'),
);
