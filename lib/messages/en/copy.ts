import { listed, meant, type Names, type Words } from './words';

/** A share (`%`) or a sum of money. */
interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** What customers read. */
export const copyTexts = {
  'copy.gives.otherwise': (one: { said: string; given: readonly Amount[]; sentence: string }): Words => ({
    message: `the copy says ${one.said}, the offer gives ${allOf(one.given)}: "${one.sentence}"`,
    fix: 'Make the copy and "gives" say the same.',
  }),
  'copy.gives.unsaid': (given: Amount): Words => ({
    message: `the offer gives ${spelt(given)} and the copy does not say so`,
    fix: `Say ${spelt(given)} in the headline or the body.`,
  }),
  'copy.tooLong': ({ channel, length, most }: { channel: string; length: number; most: number }): Words => ({
    message: `${length} characters; ${channel} shows ${most}`,
    fix: `Make it ${length - most} characters shorter.`,
  }),
  'copy.tooLong.segments': ({ channel, segments, most, odd }: Segments): Words => ({
    message: `${segments} segments as ${channel}; at most ${most}${because(odd)}`,
    fix: odd.length > 0 ? 'Replace these characters, or make the text shorter.' : 'Make the text shorter.',
  }),
  'copy.tooLong.segmentsKnown': ({ channel, segments, most }: Omit<Segments, 'odd'>): Words => ({
    message: `${segments} segments as ${channel} for a customer with a long name in other letters; at most ${most}`,
    fix: 'Make the text shorter, or leave the field out: one letter outside GSM-7 halves what fits in a segment.',
  }),
  'copy.link.incomplete': ({ link }: { link: string }): Words => ({
    message: `"${link}" is not a whole address`,
    fix: USE_LISTED,
  }),
  'copy.link.scheme': ({ link, scheme, allowed }: { link: string; scheme: string; allowed: Names }): Words => ({
    message: `"${link}" has the scheme "${scheme}"; allowed: ${[...allowed].join(', ')}`,
    fix: USE_LISTED,
  }),
  'copy.link.host': ({ link, host, allowed }: { link: string; host: string; allowed: readonly string[] }): Words => ({
    message: `"${link}" leads to "${host}"; allowed: ${allowed.length === 0 ? 'no host yet' : allowed.join(', ')}`,
    fix: USE_LISTED,
  }),
  'copy.alt.missing': (): Words => ({ message: 'the image has no words', fix: DESCRIBE }),
  'copy.alt.fileName': (): Words => ({ message: 'the words of the image are the name of its file', fix: DESCRIBE }),
  'copy.image': ({ file }: { file: string }): Words => ({
    message: `"${file}" is not in brand/images/`,
    fix: 'Put the file into brand/images/ and write its name.',
  }),
  'copy.image.kind': ({ file, kind, shown }: { file: string; kind: string | undefined; shown: Names }): Words => ({
    message: `"${file}" is ${kind === undefined ? 'no picture' : `of the kind ${kind}`}; everybody can show ${listed(shown)}`,
    fix: 'Save it as one of them.',
  }),
  'copy.image.nowhere': (): Words => ({
    message: 'no image is shown, because nobody said where images are on the web',
    fix: 'Have images.at of brand/voice.yaml filled in.',
  }),
  'copy.image.size': ({ file, channel, is, most }: { file: string; channel: string; is: Size; most: Size }): Words => ({
    message: `"${file}" has ${sizeOf(is)}; at most ${sizeOf(most)} by ${channel}`,
    fix: 'Save it smaller.',
  }),
  'copy.numbers': ({ language, other, apart }: { language: string; other: string; apart: Names }): Words => ({
    message: `${language} and ${other} do not say the same numbers: ${listed(apart)}`,
    fix: 'Say the same numbers in every language, in digits.',
  }),
  'copy.languageMissing': ({
    team,
    missing,
    spoken,
  }: {
    team: string;
    missing: readonly string[];
    spoken: Names;
  }): Words => ({
    message: `no copy in ${listed(missing)}; ${team} speaks ${listed(spoken)}`,
    fix: `Add ${missing[0]}: with headline and body.`,
  }),
  'copy.template': ({ problem }: { problem: string }): Words => ({
    message: problem,
    fix: 'Correct the part in {{ }} or {% %}.',
  }),
  'copy.template.noDefault': ({ field }: { field: string }): Words => ({
    message: `breaks for customers without "${field}"`,
    fix: `Say what to write instead: {{ ${field} | default: '...' }}.`,
  }),
  'copy.template.unknownField': ({ field, known }: { field: string; known: Names }): Words => ({
    message: `nobody tells "${field}" of customers`,
    fix: meant(field, known, 'Use a trait that an event of platform/events/ sets or audiences/traits/ computes.'),
  }),
  'copy.template.filter': ({ filter, allowed }: { filter: string; allowed: Names }): Words => ({
    message: `"${filter}" is no filter for copy; allowed: ${[...allowed].join(', ')}`,
    fix: meant(filter, allowed, 'Use one of them, or write it out.'),
  }),
  'copy.template.tag': ({ tag, allowed }: { tag: string; allowed: Names }): Words => ({
    message: `"${tag}" is no tag for copy; allowed: ${[...allowed].join(', ')}`,
    fix: meant(tag, allowed, 'Use one of them, or write it out.'),
  }),
  'copy.template.notHere': (): Words => ({
    message: 'only headline and body are filled in; here customers would read the braces',
    fix: 'Write the same for everybody.',
  }),
  'copy.unquoted.cut': ({ word }: { word: string }): Words => unquoted(word, 'a comma or a bracket has cut it'),
  'copy.unquoted.lost': ({ word, lost }: { word: string; lost: string }): Words => unquoted(word, `"${lost}" is lost`),
  'copy.unquoted': ({ word }: { word: string }): Words => unquoted(word, 'what follows a # would be lost'),
};

interface Size {
  readonly width: number;
  readonly height: number;
  readonly kilobytes: number;
}

const sizeOf = ({ width, height, kilobytes }: Size): string => `${width} x ${height} pixels and ${kilobytes} KB`;

interface Segments {
  readonly channel: string;
  readonly segments: number;
  readonly most: number;
  /** Characters that make the message UCS-2; none where it is GSM-7. */
  readonly odd: readonly string[];
}

const USE_LISTED = 'Use an address of brand/voice.yaml.';
const DESCRIBE = 'Say what the image shows.';

const because = (odd: readonly string[]): string =>
  odd.length === 0 ? '' : `, because ${odd.map((one) => `"${one}"`).join(' ')} halve what fits in one`;

const allOf = (given: readonly Amount[]): string =>
  given.length === 0 ? 'nothing' : given.map(spelt).join(', at most ');

const spelt = ({ value, unit }: Amount): string => (unit === '%' ? `${value}%` : `${value} ${unit}`);

const unquoted = (word: string, loss: string): Words => ({
  message: `"${word}" is not in quotes: ${loss}`,
  fix: 'Put the text in quotes, or under |.',
});
