import type { Words } from './words';

const WIDE = {
  everything: 'its path names no launch, or nothing below a stack',
  rooms: 'it excuses the platform and launches alike',
  types: 'without a finding it excuses several kinds of resources',
} as const;

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
  'waiver.notYet': ({ id, rule, granted }: Waiver & { granted: string }): Words => ({
    message: `waiver ${id} of ${rule} is granted from ${granted} on: it excuses nothing yet`,
    fix: 'Wait for that day, or mend what it is to excuse.',
  }),
  'waiver.tooWide': ({
    id,
    rule,
    path,
    faults,
  }: Waiver & { path: string; faults: readonly (keyof typeof WIDE)[] }): Words => ({
    message: `waiver ${id} of ${rule} at ${path} is too wide: ${faults.map((fault) => WIDE[fault]).join('; ')}`,
    fix: 'Name the construct, or the launch, in its path; write one waiver for each kind of thing, each with its own reason.',
  }),
  'waiver.unused': ({ id, rule, finding, path }: Waiver & { finding?: string | undefined; path: string }): Words => ({
    message: `waiver ${id} matches nothing: no ${rule}${finding === undefined ? '' : `[${finding}]`} at ${path}`,
    fix: 'Remove it, or correct its rule, path or finding.',
  }),
};
