import type { Words } from './words';

/** The rules by which identifiers become people. */
export const identityTexts = {
  'identity.priority': ({ type, holder }: { type: string; holder: string }): Words => ({
    message: `"${type}" has the priority of "${holder}", so neither is the stronger`,
    fix: 'Give each type its own.',
  }),
  'identity.limit.unique': ({ type, values, per }: { type: string; values: number; per: string }): Words => ({
    message: `"${type}" is unique: two values are two people for ever, but its limit says ${values} per ${per}`,
    fix: 'Write limit: { values: 1, per: ever }, or unique: false.',
  }),
  'identity.limit.window': ({ type, per, days }: { type: string; per: string; days: number }): Words => ({
    message: `a "${type}" would part from its person after ${per}; caps look back ${days} days`,
    fix: `Write at least ${days} days, or ever.`,
  }),
  'identity.limit.total': ({ total, most }: { total: number; most: number }): Words => ({
    message: `the limits of all types add up to ${total}; one person has at most ${most} identifiers`,
    fix: 'Lower the limits of the weakest types.',
  }),
  'identity.pattern.everything': ({ pattern }: { pattern: string }): Words => ({
    message: `${JSON.stringify(pattern)} matches every value: nobody would be known`,
    fix: 'Anchor it with ^ and $, or name what is blocked.',
  }),
  'identity.pattern.invalid': ({ pattern, problem }: { pattern: string; problem: string }): Words => ({
    message: `${JSON.stringify(pattern)} is no regular expression: ${problem}`,
    fix: 'Correct the expression.',
  }),
  'identity.version': ({ sealed, version, seal }: { sealed: number; version: number; seal: string }): Words => ({
    message: `the rules are not those that version ${sealed} was sealed with`,
    fix: `Write version: ${version} and seal: "${seal}", or take the change back.`,
  }),
};
