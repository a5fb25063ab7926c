import type { Finding, Severity } from '../../contracts/finding';
import { docsPage } from '../workspace';

/** Codes of what the command line refuses or reports beside the workspace's findings; each has a page under docs/findings/. */
export const CLI_CODES = {
  'launch.noFile': 'error',
  'launch.notDeployed': 'error',
  'launch.notProven': 'error',
  'launch.breaksRules': 'error',
  'launch.raced': 'error',
  'launch.notApproved': 'error',
  'launch.damaged': 'error',
  'launch.notLive': 'error',
  'launch.paused': 'error',
  'launch.ended': 'error',
  'launch.orphan': 'warning',
  'launch.drift': 'warning',
  'launch.noStack': 'warning',
  'launch.noRow': 'warning',
  'launch.leftover': 'warning',
  'policy.running': 'error',
  'vendor.notInRegistry': 'error',
  'vendor.revoked': 'error',
  'vendor.keyNeeded': 'error',
  'vendor.formerKeyInUse': 'error',
  'audience.noFile': 'error',
  'customer.unknown': 'error',
  'customer.notAsked': 'error',
  'customer.noReceipt': 'error',
  'customer.notConfirmed': 'error',
  'tester.unknown': 'error',
  'test.notDelivered': 'error',
  'rebuild.refused': 'error',
  'rebuild.broken': 'error',
  'evidence.fails': 'error',
  'evidence.differs': 'error',
} as const satisfies Record<string, Severity>;

/** A finding about a whole file. */
export const fileFinding = (code: keyof typeof CLI_CODES, file: string, message: string, fix: string): Finding => ({
  code,
  severity: CLI_CODES[code],
  file,
  line: 1,
  column: 1,
  path: '',
  message,
  fix,
  docs: docsPage(code),
});
