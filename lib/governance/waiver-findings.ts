import { LineCounter, parseDocument } from 'yaml';
import type { Finding, Severity } from '../../contracts/finding';
import type { Waiver } from '../../contracts/platform';
import { say } from '../messages';
import { docsPage } from '../workspace/draft';
import type { WidthFault } from './waiver-width';

/** File of all waivers. */
export const WAIVERS_FILE = 'platform/waivers.yaml';

/** Where the findings of a waivers file point at. */
export interface WaiverFindings {
  readonly expired: (waiver: Waiver, severity: Severity) => Finding;
  readonly notYet: (waiver: Waiver) => Finding;
  readonly unused: (waiver: Waiver) => Finding;
  readonly tooWide: (waiver: Waiver, faults: readonly WidthFault[]) => Finding;
}

/** Findings about waivers, each at its line of the file's text. */
export const waiverFindings = (waivers: readonly Waiver[], text: string): WaiverFindings => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (waiver: Waiver, key: keyof Waiver) => {
    const index = waivers.indexOf(waiver);
    const node = document.getIn(['waivers', index, key], true) as { range?: [number, number, number] } | undefined;
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    return { file: WAIVERS_FILE, line: Math.max(1, line), column: Math.max(1, col), path: `waivers[${index}].${key}` };
  };
  return {
    expired: (waiver, severity) => ({
      ...say('waiver.expired', waiver),
      severity,
      ...at(waiver, 'expires'),
      docs: docsPage('waiver.expired'),
    }),
    notYet: (waiver) => ({
      ...say('waiver.notYet', waiver),
      severity: 'warning',
      ...at(waiver, 'granted'),
      docs: docsPage('waiver.notYet'),
    }),
    unused: (waiver) => ({
      ...say('waiver.unused', waiver),
      severity: 'warning',
      ...at(waiver, 'id'),
      docs: docsPage('waiver.unused'),
    }),
    tooWide: (waiver, faults) => ({
      ...say('waiver.tooWide', { ...waiver, faults }),
      severity: 'error',
      ...at(waiver, 'path'),
      docs: docsPage('waiver.tooWide'),
    }),
  };
};
