import type { Words } from './words';

interface Waiver {
  readonly id: string;
  readonly rule: string;
}

/** Exceptions from rules. */
export const waiverTexts = {
  'waiver.expired': ({ id, rule, expires, approver }: Waiver & { expires: string; approver: string }): Words => ({
    message: `waiver ${id} of ${rule} ended on ${expires}`,
    fix: `Mend what it excuses, or have ${approver} grant it anew under a ticket.`,
  }),
  'waiver.unused': ({ id, rule, finding, path }: Waiver & { finding?: string | undefined; path: string }): Words => ({
    message: `waiver ${id} matches nothing: no ${rule}${finding === undefined ? '' : `[${finding}]`} at ${path}`,
    fix: 'Remove it, or correct its rule, path or finding.',
  }),
};
