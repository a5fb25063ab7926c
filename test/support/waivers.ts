import type { Waiver } from '../../contracts/platform';

/** A waiver in force on a queue of any stack. */
export const testWaiver = (changes: Partial<Waiver> = {}): Waiver => ({
  id: 'W-900',
  rule: 'AwsSolutions-IAM5',
  path: '*/Queue',
  reason: 'Nothing else would do in this place.',
  owner: 'platform-engineering',
  approver: 'it-security',
  granted: '2026-11-22',
  expires: '2027-11-22',
  ticket: 'SEC-900',
  ...changes,
});
