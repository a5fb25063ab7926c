import type { Finding, Severity } from '../../contracts/finding';
import type { Said } from '../messages';
import { docsPage } from '../workspace/draft';

/** Codes of what approvals refuse; each has a page under docs/findings/. */
export const APPROVAL_CODES = {
  'approval.missing': 'error',
  'approval.void': 'error',
  'approval.judge': 'error',
  'approval.matrix': 'error',
} as const satisfies Record<string, Severity>;

type ApprovalCode = keyof typeof APPROVAL_CODES;

/** A finding about a whole file, of what `say` says. */
export const approvalFinding = (
  file: string,
  { code, message, fix }: Omit<Said, 'code'> & { readonly code: ApprovalCode },
): Finding => {
  const at = { file, line: 1, column: 1, path: '' };
  return { code, severity: APPROVAL_CODES[code], ...at, message, fix, docs: docsPage(code) };
};
