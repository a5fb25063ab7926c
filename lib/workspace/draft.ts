import type { Finding, Severity } from '../../contracts/finding';
import { CODES, type Code } from './codes';
import { locate, type Part, type Path } from './locate';
import type { YamlFile } from './yaml-file';

/** A finding before it has a file and a position. */
export interface Draft {
  readonly code: Code;
  readonly path: Path;
  readonly message: string;
  readonly fix: string;
  /** Which end of the pair the caret points at. @default 'value' */
  readonly at?: Part;
  /** @default - its code's */
  readonly severity?: Severity;
}

/** `channels.use[0].vendor` of a path. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const key = /^[\w-]+$/.test(step) ? step : JSON.stringify(step);
    return text === '' ? key : `${text}.${key}`;
  }, '');

/** The finding of a draft, with its position in the file. */
export const place = (yaml: YamlFile, draft: Draft): Finding => ({
  code: draft.code,
  severity: draft.severity ?? CODES[draft.code],
  file: yaml.file,
  ...locate(yaml, draft.path, draft.at ?? 'value'),
  path: pathText(draft.path),
  message: draft.message,
  fix: draft.fix,
  docs: docsPage(draft.code),
});

/** The page that explains a code. */
export const docsPage = (code: string): string => `docs/findings/${code}.md`;
