/** Where in a message a value may stand: as words, or as the whole value of an attribute. A `tag` is made by us. */
export type SlotKind = 'text' | 'href' | 'src' | 'tag';

/** Everything that a layout can be filled with. */
export const SLOTS = {
  headline: 'text',
  body: 'text',
  paragraph: 'text',
  code: 'text',
  'image.src': 'src',
  'image.alt': 'text',
  'link.label': 'text',
  'link.href': 'href',
  footer: 'text',
  line: 'text',
  unsubscribe: 'href',
  sender: 'text',
  language: 'tag',
  direction: 'tag',
} as const satisfies Readonly<Record<string, SlotKind>>;
export type Slot = keyof typeof SLOTS;

/** Parts of a layout that only stand where there is something to show in them, each with the slot that says so. */
export const SECTIONS = {
  image: 'image.src',
  link: 'link.href',
  code: 'code',
  footer: 'footer',
  unsubscribe: 'unsubscribe',
} as const satisfies Readonly<Record<string, Slot>>;
export type Section = keyof typeof SECTIONS;

/** Slots that are several, and the name of one of them in a loop. */
export const LISTS = { body: 'paragraph', footer: 'line' } as const satisfies Readonly<Record<string, Slot>>;
export type ListSlot = keyof typeof LISTS;

/** A layout taken apart: text as it is, slots, the brand's own words in the customer's language, sections and loops. */
export type Piece =
  | string
  | { readonly slot: Slot }
  | { readonly word: string }
  | { readonly when: Section; readonly pieces: readonly Piece[] }
  | { readonly each: ListSlot; readonly pieces: readonly Piece[] };

/** One way of showing a message. Every layout has words alone; those of channels that show pictures have HTML, too. */
export interface Layout {
  readonly html?: readonly Piece[];
  readonly text: readonly Piece[];
}

/** Name of the layout of a launch that asks for none; every channel has it. */
export const STANDARD_LAYOUT = 'standard';

/** What stands for every country that has no footer of its own. */
export const ANYWHERE = '*';

/** Texts by language tag. */
export type ByLanguage<T = string> = Readonly<Record<string, T>>;

export interface ChannelLayouts {
  /** By name, `standard` among them. */
  readonly layouts: Readonly<Record<string, Layout>>;
  /** By country (ISO 3166-1 alpha-2, or `*`), then by language. */
  readonly footers: Readonly<Record<string, ByLanguage>>;
}

/** Compiled layouts with all that they are filled with beside a message's own words. */
export interface Layouts {
  readonly channels: Readonly<Record<string, ChannelLayouts>>;
  readonly sender: string;
  /** The brand's own words, for example on the link that ends messages. */
  readonly words: ByLanguage<Readonly<Record<string, string>>>;
  /** Schemes, beside https, that links may have. */
  readonly schemes: readonly string[];
  /** Where the images are, with a slash at the end. @default - no image is shown */
  readonly imagesAt?: string;
}

/** The module `#layouts`: what the gateway fills, and what channels that ask for offers show. */
export interface LayoutModule {
  readonly push: Layouts;
  readonly pull: Layouts;
}
