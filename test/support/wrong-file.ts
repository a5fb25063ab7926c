import { loadWorkspace } from '../../lib/workspace';
import { AS_OF, workspaceWith } from './workspace';

/** A wrong file, and everything that is found in it. */
export interface WrongFile {
  readonly case: string;
  readonly file: string;
  /** Absent: the file is missing. */
  readonly text?: string | Uint8Array;
  /** `line:column code path` */
  readonly expected: readonly string[];
}

/** What is found in the file of a case, as it is expected to be written. */
export const foundIn = ({ file, text }: WrongFile): readonly string[] =>
  loadWorkspace(workspaceWith({ [file]: text }), { asOf: AS_OF })
    .findings.filter((one) => one.file === file)
    .map((one) => `${one.line}:${one.column} ${one.code} ${one.path}`.trim());
