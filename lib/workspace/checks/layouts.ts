import type { LayoutFile } from '../../../contracts/brand';
import type { Finding } from '../../../contracts/finding';
import { judgeLayout, type LayoutRemark } from '../../brand/judge-layout';
import { say } from '../../messages';
import { CODES } from '../codes';
import { docsPage } from '../draft';
import type { Known } from '../known';
import type { LayoutFiles } from '../layout-files';

/** Layouts are well made, can be filled, can be read, and have what every message of their channel must have. */
export const checkLayouts = ({ layouts, strays }: LayoutFiles, known: Known): readonly Finding[] => [
  ...strays.map((file) => finding(say('layout.file', { file }), { file, text: '' }, 0)),
  ...pairs(layouts).flatMap(checkPair),
  ...layouts.flatMap((file) => checkFile(file, known)),
];

/** Nothing is said of layouts while a file that they are judged by cannot be read. */
const checkFile = (file: LayoutFile, { voice, theme, teams, emailChannels }: Known): readonly Finding[] => {
  if (voice === undefined || theme === undefined || teams === undefined || emailChannels === undefined) return [];
  const languages = [...new Set([...teams.values()].flatMap((team) => team.languages))];
  const isEmail = emailChannels.includes(file.channel);
  return judgeLayout(file, { voice, theme, languages, isEmail }).map(({ index, ...said }) =>
    finding(said, file, index),
  );
};

const pairs = (layouts: readonly LayoutFile[]): readonly (readonly LayoutFile[])[] => {
  const names = new Set(layouts.map(nameOf));
  return [...names].map((name) => layouts.filter((one) => nameOf(one) === name));
};
const nameOf = ({ channel, name }: LayoutFile): string => `${channel}/${name}`;

/** One layout is words alone, and perhaps HTML. */
const checkPair = (files: readonly LayoutFile[]): readonly Finding[] => {
  const [shown, second] = files.filter(({ kind }) => kind !== 'txt');
  const [first] = files;
  if (first === undefined) return [];
  return [
    ...(second === undefined ? [] : [finding(say('layout.file.twice', { layout: second.name }), second, 0)]),
    ...(shown === undefined || files.some(({ kind }) => kind === 'txt')
      ? []
      : [finding(say('layout.file.noWords', { layout: shown.name }), shown, 0)]),
  ];
};

const finding = (
  { code, message, fix }: Omit<LayoutRemark, 'index'>,
  { file, text }: Pick<LayoutFile, 'file' | 'text'>,
  index: number,
): Finding => {
  const before = text.slice(0, Math.max(0, index)).split('\n');
  return {
    code,
    severity: CODES[code],
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    path: '',
    message,
    fix,
    docs: docsPage(code),
  };
};
