/** A fenced block of a guide. */
export interface GuideBlock {
  /** `sh`: commands; `text`: what the screen then says, parts left out are `...`; `yaml`: a file; empty for the rest. */
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page, in their order. */
export const guideBlocks = (page: string): readonly GuideBlock[] =>
  [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));

/** The words of a command as a shell splits them: at blanks, but not in quotes. */
export const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
