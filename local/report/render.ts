import type { GoalValue, LaunchResult, Report, Share } from './model';
import { customerLines, vendorLines } from './render-control';
import { bar, clockTime, columns, count, duration, heading, list, people, percent, WIDTH, wrap } from './text';

/** The screen: for a terminal of 100 columns, read from top to bottom by a CMO and a CIO together. */
export const renderReport = (report: Report, next: readonly string[]): string =>
  [
    ...title(report),
    ...heading('Shared goals'),
    ...report.goals.flatMap(goalLines),
    ...heading('What happened'),
    ...totalLines(report),
    ...heading('One customer, one profile'),
    ...customerLines(report),
    ...heading('Decisions by launch and channel'),
    ...report.launches.flatMap(launchLines),
    ...vendorLines(report),
    ...heading('How fast (wall clock, this machine)'),
    ...latencyLines(report),
    ...journeyLines(report),
    ...heading('Offers decided beforehand, and what the panel redeemed'),
    ...comparisonLines(report),
    ...heading('Governance'),
    ...governanceLines(report),
    ...heading('Where to look next'),
    ...next,
    '',
  ].join('\n');

const title = ({ window, stage, realCustomers, notice, seconds, totals }: Report): string[] => [
  '═'.repeat(WIDTH),
  `Tandem · stage ${stage} · REAL CUSTOMERS: ${realCustomers ? 'yes' : 'no'} · ${count(totals.households)} households, from nothing to here in ${duration(seconds * 1000)}`,
  `Business week ${window.from.slice(0, 10)} to ${clockTime(window.to, 'day')}, moved by whole weeks from ${window.panelFrom} .. ${window.panelTo}`,
  ...wrap(notice),
  '═'.repeat(WIDTH),
];

const goalLines = ({ goal, description, owners, target, reached, heldOut }: GoalValue): string[] => {
  const value = share(reached);
  const compared = heldOut.people === 0 ? '' : `; held out ${shareText(heldOut)}`;
  return [
    columns([
      [goal, 20],
      [value === undefined ? 'nobody yet' : percent(value), 10],
      [bar(value ?? 0, Number.parseFloat(target) / 100), 26],
      [`target ${target}`, 14],
      [owners.join(' + ').toUpperCase(), 12],
    ]),
    `  ${description}: ${shareText(reached)}${compared}`,
  ];
};

const share = ({ people, met }: Share): number | undefined => (people === 0 ? undefined : met / people);
const shareText = (one: Share): string => `${count(one.met)} of ${count(one.people)}`;

const totalLines = ({ totals }: Report): string[] => {
  const { accepted, quarantined, refused } = totals;
  const rows: [string, string][] = [
    [
      'Accepted',
      `${count(accepted.panel)} from the panel, ${count(accepted.synthetic)} synthetic, ${count(accepted.vendors)} vendor webhooks`,
    ],
    ['Applied', `${count(totals.applied)} events once each; ${count(totals.duplicates)} duplicates changed nothing`],
    ['Quarantined', `${list(quarantined)}, each answered to its source with the reason`],
    ['Profiles', `${count(totals.profiles)}, after ${count(totals.merges)} merges`],
    ['Decisions', `${count(totals.decisions)} recorded; ${people(totals.heldOut)} held out to measure against`],
    ['Delivered', `${count(totals.delivered)} messages; refused: ${list(refused)}`],
    [
      'Redeemed',
      `${count(totals.redeemed)} coupons of the panel; ${count(totals.offersAccepted)} of our offers accepted (synthetic)`,
    ],
  ];
  return rows.flatMap(([name, text]) => wrap(text, name.padEnd(13)));
};

const launchLines = ({ launch, channels, excluded, heldOut }: LaunchResult): string[] => [
  ...wrap(channels.map(channelText).join(' · '), launch.padEnd(21)),
  ...wrap(
    `not chosen: ${list(Object.fromEntries(Object.entries(excluded).filter(([reason]) => reason !== 'held-out')))}; ${people(heldOut)} held out`,
    '  ',
  ),
];

const channelText = ({
  channel,
  decided,
  delivered,
  presented,
  accepted,
}: LaunchResult['channels'][number]): string => {
  const became =
    delivered > 0 ? `${count(delivered)} delivered` : `${count(presented)} shown, ${count(accepted)} taken`;
  return `${channel} ${count(decided)}${decided === 0 ? '' : ` (${became})`}`;
};

const latencyLines = ({ latency }: Report): string[] =>
  latency.map(({ stage, count: n, p50Ms, p95Ms }) =>
    columns([
      [stage, 34],
      [n === 0 ? 'none measured' : `p50 ${duration(p50Ms)}`, 16],
      [n === 0 ? '' : `p95 ${duration(p95Ms)}`, 16],
      [n === 0 ? '' : `n ${count(n)}`, 12],
    ]),
  );

const journeyLines = ({ journey }: Report): string[] =>
  journey === undefined
    ? []
    : [
        ...heading(`One household's week: ${journey.name} (made-up name), household ${journey.household}`),
        ...journey.moments.flatMap(({ at, text, synthetic }) =>
          wrap(`${text}${synthetic ? ' *' : ''}`, `${clockTime(at)}  `),
        ),
        "  * synthetic; everything else is the panel's",
      ];

const comparisonLines = ({ comparison }: Report): string[] => {
  const { redemptions, households, offeredBefore, joinedToProduct, sameDepartment } = comparison;
  return wrap(
    `${count(redemptions)} coupons of the retailer's own campaigns were redeemed by ${count(households)} households. ` +
      `Before ${count(offeredBefore)} of these redemptions we had decided an offer for the household; ` +
      `${count(joinedToProduct)} of them can be joined to a product, ${count(sameDepartment)} in a department our offer was about. ` +
      'The panel never saw our offers: this shows how well they fit, not what they caused.',
  );
};

const governanceLines = ({ governance, health }: Report): string[] => [
  ...governance.packs.flatMap(({ pack, mode, open, waived }) =>
    wrap(`${pack} (${mode}): ${open === 0 ? 'passed' : `${open} open findings`}, ${count(waived)} findings waived`),
  ),
  ...wrap(
    `${count(governance.waivers)} waivers in force${governance.nextExpiry === undefined ? '' : `, the next ends ${governance.nextExpiry}`}`,
  ),
  ...wrap(
    health.ok
      ? 'Every accepted event was applied, every queue is empty, every signature was right.'
      : `NOT CLEAN: ${count(health.missing)} accepted events missing, queues ${list(health.queues)}, ${count(health.undelivered)} undelivered, ${count(health.signaturesRefused)} signatures refused.`,
  ),
];
