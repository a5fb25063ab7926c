import { listed, type Names, type Words } from './words';

/** How messages look: files of brand/layouts/. */
export const layoutTexts = {
  'layout.unknown': ({ layout, channel, known }: { layout: string; channel: string; known: Names }): Words => ({
    message: `"${layout}" is no layout of ${channel}; there are: ${listed(known)}`,
    fix: `Use one of them, or add brand/layouts/${channel}/${layout}.txt.`,
  }),
  'layout.file': ({ file }: { file: string }): Words => ({
    message: `"${file}" is no layout`,
    fix: 'Name it brand/layouts/<channel>/<layout>.mjml, .html or .txt, in lower case.',
  }),
  'layout.file.twice': ({ layout }: { layout: string }): Words => ({
    message: `"${layout}" is there as MJML and as HTML`,
    fix: 'Keep one of the two.',
  }),
  'layout.file.noWords': ({ layout }: { layout: string }): Words => ({
    message: `"${layout}" has no words alone, for those who see no pictures`,
    fix: `Add ${layout}.txt beside it.`,
  }),
  'layout.tooLong': ({ length, most }: { length: number; most: number }): Words => ({
    message: `${length} characters; at most ${most}, because mail programs cut what is longer`,
    fix: 'Make it shorter.',
  }),
  'layout.slot.unknown': ({ found, allowed }: Slot): Words => ({
    message: `nothing can be put into ${found}; there are: ${[...allowed].join(', ')} and word.<name>`,
    fix: 'Use one of them. A customer is spoken of in the copy, not in a layout.',
  }),
  'layout.slot.notOpen': ({ found }: Slot): Words => ({
    message: `${found} ends nothing`,
    fix: 'Remove it, or open what it ends.',
  }),
  'layout.slot.notClosed': ({ found }: Slot): Words => ({
    message: `${found} is not ended`,
    fix: 'Add its end: {% endif %} or {% endfor %}.',
  }),
  'layout.slot.outsideLoop': ({ found }: Slot): Words => ({
    message: `${found} is one of several and stands outside of their loop`,
    fix: 'Put it into {% for paragraph in body %} or {% for line in footer %}.',
  }),
  'layout.slot.misplaced': ({ found }: { found: string }): Words => ({
    message: `${found} stands where a value could become something else`,
    fix: 'Put words between elements, and addresses alone into href or src.',
  }),
  'layout.markup.element': ({ name }: { name: string }): Words => ({
    message: `"${name}" may not be in a layout`,
    fix: 'Use the elements that docs/brand.md lists.',
  }),
  'layout.markup.attribute': ({ name }: { name: string }): Words => ({
    message: `the attribute "${name}" may not be in a layout`,
    fix: 'Remove it; looks go into style, addresses into href and src.',
  }),
  'layout.markup.unclosed': ({ name }: { name: string }): Words => ({
    message: `"${name}" is not closed`,
    fix: `Add </${name}> where it ends.`,
  }),
  'layout.markup.noAlt': (_: { name: string }): Words => ({
    message: 'the image has no words for those who do not see it',
    fix: 'Add alt="{{ image.alt }}", or alt="" where it only decorates.',
  }),
  'layout.markup.inWords': ({ found }: { found: string }): Words => ({
    message: `"${found}" would be shown as it is: this part is words alone`,
    fix: 'Write it without elements.',
  }),
  'layout.theme.unknown': ({ name, allowed }: { name: string; allowed: Names }): Words => ({
    message: `the theme has no "${name}"; it has: ${listed(allowed)}`,
    fix: 'Use one of them, or add it to brand/theme.yaml.',
  }),
  'layout.theme.own': ({ colour }: { colour: string }): Words => ({
    message: `"${colour}" is not from the theme`,
    fix: 'Put the colour into brand/theme.yaml and write {{ theme.<name> }}.',
  }),
  'layout.contrast': ({ colour, background, ratio, least }: Pale): Words => ({
    message: `${colour} on ${background} is ${ratio.toFixed(1)} to 1; WCAG AA asks for ${least}`,
    fix: 'Make the words darker or what they stand on lighter, in brand/theme.yaml.',
  }),
  'layout.needs.footer': ({ channel }: { channel: string }): Words => ({
    message: `without the footer that every message by ${channel} must have`,
    fix: 'Add {{ footer }}, outside of image, link and code.',
  }),
  'layout.needs.unsubscribe': (): Words => ({
    message: 'without the link that ends messages, which every e-mail must have',
    fix: 'Add {{ unsubscribe }}, in HTML as href="{{ unsubscribe }}".',
  }),
  'layout.word': ({ word, missing }: { word: string; missing: readonly string[] }): Words => ({
    message: `"word.${word}" is not said in ${listed(missing)}`,
    fix: `Add ${word} to words.${missing[0]} of brand/voice.yaml.`,
  }),
  'copy.footer': ({ channel, language, country }: { channel: string; language: string; country: string }): Words => ({
    message: `${channel} has no footer in ${language}${country === '*' ? '' : ` for ${country}`}`,
    fix: `Have footers.${channel} of brand/voice.yaml completed.`,
  }),
};

interface Slot {
  readonly found: string;
  readonly allowed: Names;
}

interface Pale {
  readonly colour: string;
  readonly background: string;
  readonly ratio: number;
  readonly least: number;
}
