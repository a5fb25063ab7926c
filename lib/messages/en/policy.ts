import { listed, meant, type Names, type Words } from './words';

/** IT's limits on launches. */
export const policyTexts = {
  'team.segment': ({ team, name, allowed }: { team: string; name: string; allowed: Names }): Words => ({
    message: `${team} may not speak to "${name}"; allowed: ${listed(allowed)}`,
    fix: meant(name, allowed, 'Use an allowed segment, or ask IT for it in platform/teams.yaml.'),
  }),
  'team.launches': ({ team, most, running }: { team: string; most: number; running: Names }): Words => ({
    message: `${team} may run ${most} at once, and when this one starts there run: ${listed(running)}`,
    fix: 'Let it start when one of them has ended, or ask IT for more in platform/teams.yaml.',
  }),
  'budget.perLaunch': ({ team, kind, asked, most }: Budget & { team: string; asked: string }): Words => ({
    message: `asks for ${asked}; ${team} may spend ${most} on the ${kind} of one launch`,
    fix: `Ask for ${most} or less.`,
  }),
  'budget.perMonth': ({ team, kind, month, total, most }: Budget & PerMonth): Words => ({
    message: `with it ${team} asks for ${total} for ${kind} in ${month}; at most ${most}`,
    fix: 'Ask for less, start in another month, or ask IT for more in platform/teams.yaml.',
  }),
  'budget.perMonth.unknown': ({ kind, most }: Budget): Words => ({
    message: `says no sum for ${kind} that could be counted; the team may spend ${most} in a month`,
    fix: `Name a sum for ${kind} in ${most.slice(-3)}.`,
  }),
  'when.quiet': ({ at, channels, until }: { at: string; channels: Names; until: string }): Words => ({
    message: `at ${at} customers are not sent ${listed(channels)}; messages wait until ${until} by their clock`,
    fix: 'Choose an hour outside of quietHours in platform/policy.yaml.',
  }),
  'when.quiet.end': ({ ends, channels, until }: { ends: string; channels: Names; until: string }): Words => ({
    message: `ends at ${ends}, in quiet hours of ${listed(channels)}: what is decided in them would wait until ${until}, and is refused`,
    fix: 'Nothing has to be done, unless it should speak in that night too.',
  }),
  'when.blackout': ({ days }: { days: Names }): Words => ({
    message: `nothing is sent on ${listed(days)}; messages wait until the day is over`,
    fix: 'Plan for silence on these days, or choose others.',
  }),
  'when.neverSent': ({ channel, from, to }: { channel: string; from: string; to: string }): Words => ({
    message: `from ${from} to ${to} nothing may be sent by ${channel}: all of it is quiet hours and blackout days`,
    fix: 'Let the launch run longer, move it, or leave the channel out.',
  }),
  'copy.required': ({ words, reason }: { words: string; reason: string }): Words => ({
    message: `does not say "${words}" (${reason})`,
    fix: `Add: ${words}`.replace(/[^.!?]$/, '$&.'),
  }),
  'copy.required.language': ({ language, reason }: { language: string; reason: string }): Words => ({
    message: `nobody has said how to say in "${language}" what must be said (${reason})`,
    fix: `Ask IT for the words in "${language}" in platform/policy.yaml.`,
  }),
  'policy.rule': ({ id, what, why, fix }: { id: string; what: string; why: string; fix: string }): Words => ({
    message: `breaks the rule ${id}: ${what} (${why})`,
    fix,
  }),
  'policy.schema': ({ problem }: { problem: string }): Words => ({
    message: `is no JSON Schema: ${problem}`,
    fix: 'Correct the schema; until then nothing is judged by it.',
  }),
  'policy.pull': ({ channel }: { channel: string }): Words => ({
    message: `nothing is sent by "${channel}": it asks for its offers itself`,
    fix: 'Name push channels only.',
  }),
  'policy.day': ({ day }: { day: string }): Words => ({
    message: `"${day}" is no day of the calendar`,
    fix: 'Correct the day.',
  }),
  'policy.running': ({ launch, state, told }: { launch: string; state: string; told: string }): Words => ({
    message: `what is ${state} would be refused today: ${told}`,
    fix: `Mend the file and deploy it, or run: npx tandem pause ${launch}.`,
  }),
  'waiver.fatal': ({ id, rule }: { id: string; rule: string }): Words => ({
    message: `waiver ${id} excuses nothing: ${rule} cannot be waived`,
    fix: 'Remove it, and keep to the rule.',
  }),
  'waiver.inForce': ({ id, expires, told }: { id: string; expires: string; told: string }): Words => ({
    message: `${told}; waiver ${id} excuses it until ${expires}`,
    fix: 'Mend it before the waiver ends.',
  }),
};

interface Budget {
  readonly kind: string;
  readonly most: string;
}

interface PerMonth {
  readonly team: string;
  readonly month: string;
  readonly total: string;
}
