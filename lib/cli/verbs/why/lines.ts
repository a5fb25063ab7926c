import type {
  CapTruth,
  ChannelTruth,
  ConditionTruth,
  LaunchExplanation,
  Outlook,
  Seen,
} from '../../../../contracts/explanation';
import { table } from '../../table';
import { minuteOf } from '../customer/show';
import { REASON_WORDS } from './reason-words';

/** An explanation for people: what would happen first, then every condition with what was seen of the customer. */
export const explanationLines = (told: LaunchExplanation, type: string): readonly string[] => [
  `"${told.launch}" for this ${type}, judged at ${minuteOf(told.at)} UTC · nothing is recorded`,
  standing(told),
  '',
  ...told.outlook.flatMap(outlookLines),
  '',
  ...table(['holds', 'condition', 'seen'], rowsOf(told)),
];

const standing = ({ deployed }: LaunchExplanation): string => {
  if (deployed === undefined) return 'It is not live here: this is how it would be if it were.';
  const state = deployed.state === 'live' ? 'It is live' : 'It is paused: this is how it would be if it went on';
  return `${state}${deployed.same ? '.' : ', with another version of the file; this is about the file as it stands.'}`;
};

const OCCASION: Readonly<Record<Outlook['trigger']['kind'], (name: string) => string>> = {
  event: (name) => `when "${name}" happens`,
  at: () => 'at its scheduled time',
  ask: (name) => `when ${name} asks`,
};

const outlookLines = ({ trigger, chosen, excluded }: Outlook): readonly string[] => {
  const occasion = OCCASION[trigger.kind](trigger.name);
  if (chosen.length > 0) return chosen.map(({ offer, channel }) => `YES  ${occasion}: offer "${offer}" by ${channel}`);
  if (excluded === undefined) return [`NO   ${occasion}: nothing would be sent`];
  const { reason, detail } = excluded;
  return [`NO   ${occasion}: ${REASON_WORDS[reason]}${detail === undefined ? '' : ` (${detail})`} [${reason}]`];
};

type Row = readonly [holds: string, condition: string, seen: string];

const rowsOf = (told: LaunchExplanation): readonly Row[] => [
  row(
    told.window.open,
    `time: ${minuteOf(told.window.startsAt)} to ${minuteOf(told.window.endsAt)} UTC`,
    minuteOf(told.at),
  ),
  row(!told.restricted, 'the data may be used', told.restricted ? 'restricted (GDPR Art. 18)' : ''),
  ...told.include.flatMap((truth) => conditionRows(truth, 'include: ')),
  ...told.exclude.flatMap((truth) => conditionRows(truth, 'exclude: not ', true)),
  ...told.channels.map((channel) => channelRow(channel, told.purpose)),
  ...told.offers.flatMap((offer) =>
    offer.for === undefined
      ? [row(true, `offer ${offer.offer}: for everybody`, '')]
      : conditionRows(offer.for, `offer ${offer.offer}: `),
  ),
  capRow('messages of this launch', told.caps.launch),
  capRow('messages of all launches', told.caps.person),
  row(!told.full, 'room in the audience', told.full ? 'as many people as may be were reached' : ''),
  row(told.arm.arm === 'treated', 'not held out to measure against', armWords(told.arm)),
];

const row = (holds: boolean, condition: string, seen: string): Row => [holds ? 'yes' : 'NO', condition, seen];

/** `inverted`: the condition keeps people out, so it is well where it does not hold. */
const conditionRows = (truth: ConditionTruth, before: string, inverted = false): readonly Row[] => [
  row(
    truth.holds !== inverted,
    `${before}${truth.words}`,
    truth.seen === undefined ? '' : seenWords(truth.seen, truth),
  ),
  ...(truth.of ?? []).flatMap((part) => partRows(part, '  ')),
];

/** Parts of a segment say what they are, not what they are good for. */
const partRows = (truth: ConditionTruth, indent: string): readonly Row[] => [
  [
    truth.holds ? '· yes' : '· no',
    `${indent}${truth.words}`,
    truth.seen === undefined ? '' : seenWords(truth.seen, truth),
  ],
  ...(truth.of ?? []).flatMap((part) => partRows(part, `${indent}  `)),
];

const seenWords = (seen: Seen, { holds }: ConditionTruth): string => {
  switch (seen.kind) {
    case 'times':
      if (seen.last === undefined) return 'not in this time';
      return `${seen.times === 1 ? 'once' : `${seen.times} times`}, last ${minuteOf(seen.last)}`;
    case 'value':
      return seen.value === undefined ? 'not known' : `is ${JSON.stringify(seen.value)}`;
    case 'personal':
      return 'known, and kept in the vault';
    case 'list':
      return holds ? 'on it' : 'not on it';
  }
};

const CONSENT = { granted: 'consent given', denied: 'consent taken away, or ended', none: 'never asked' } as const;
const REACH = { ok: '', 'no-address': 'no address', bounced: 'the address could not be reached' } as const;

const channelRow = (told: ChannelTruth, purpose: string): Row => {
  const { channel, vendor, consent, since, allowed, reach, quietUntil } = told;
  const seen = [CONSENT[consent], ...(since === undefined ? [] : [`since ${minuteOf(since)}`])].join(' ');
  const by = vendor === undefined ? channel : `${channel} by ${vendor}`;
  const words = [seen, ...(allowed && consent === 'none' ? ['this purpose needs none'] : []), REACH[reach]];
  if (quietUntil !== undefined)
    words.push(`a message would wait until ${minuteOf(quietUntil)} UTC, for it is a quiet time`);
  return row(
    allowed && reach === 'ok',
    `${by}: consent to ${purpose}${vendor === undefined ? '' : ', and an address'}`,
    words.filter((word) => word !== '').join('; '),
  );
};

const DAY = 86_400;
const capRow = (what: string, { sent, messages, perSeconds }: CapTruth): Row => {
  const time = perSeconds % DAY === 0 ? `${perSeconds / DAY} days` : `${perSeconds / 3600} hours`;
  return row(sent < messages, `${what}: at most ${messages} in ${time}`, `${sent} so far`);
};

const armWords = ({ arm, drawn }: LaunchExplanation['arm']): string =>
  `${arm === 'treated' ? 'gets offers' : 'held out'}${drawn ? ' since the first contact' : ' by the draw'}`;
