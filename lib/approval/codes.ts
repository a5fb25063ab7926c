import type { Finding, Severity } from '../../contracts/finding';
import type { Said } from '../messages';
import { CODES } from '../workspace/codes';
import { docsPage } from '../workspace/draft';

/** Codes of what approvals refuse; each has a page under docs/findings/. */
export const APPROVAL_CODES = {
  'approval.missing': 'error',
  'approval.void': 'error',
  'approval.judge': 'error',
  'approval.notAsked': 'error',
  'approval.notYours': 'error',
  'approval.review': 'error',
  'approval.governed': 'error',
  'approval.notNotified': 'warning',
  'request.filed': 'error',
  'request.unknown': 'error',
} as const satisfies Record<string, Severity>;

/** A stage that demands what nobody can give is told by `check`, too. */
const SEVERITIES = { ...APPROVAL_CODES, 'approval.matrix': CODES['approval.matrix'] };
type ApprovalCode = keyof typeof SEVERITIES;

/** A finding about a whole file, of what `say` says. */
export const approvalFinding = (
  file: string,
  { code, message, fix }: Omit<Said, 'code'> & { readonly code: ApprovalCode },
): Finding => {
  const at = { file, line: 1, column: 1, path: '' };
  return { code, severity: SEVERITIES[code], ...at, message, fix, docs: docsPage(code) };
};
