import type { Severity } from '../../contracts/finding';

/** Codes of what is wrong with a file of customers; each has a page under docs/findings/. */
export const IMPORT_CODES = {
  'import.encoding': 'error',
  'import.syntax': 'error',
  'import.empty': 'error',
  'import.unknownColumn': 'error',
  'import.repeatedColumn': 'error',
  'import.missingColumn': 'error',
  'import.value': 'error',
  'import.swapped': 'error',
  'import.personalData': 'error',
  'import.nobody': 'error',
  'import.duplicateRow': 'warning',
  'import.refused': 'error',
} as const satisfies Record<string, Severity>;
export type ImportCode = keyof typeof IMPORT_CODES;

/** One mistake at a cell, before it has a file. */
export interface Mistake {
  readonly code: ImportCode;
  /** Line of the file on which the row begins, 1-based. */
  readonly line: number;
  /** Number of the column, 1-based; 1 where the row as a whole is meant. */
  readonly column: number;
  /** Name of the column as the file spells it; empty where the row as a whole is meant. */
  readonly name: string;
  readonly message: string;
  readonly fix: string;
}
