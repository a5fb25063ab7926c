import type { Approval } from '../../../../contracts/approval';
import type { PlanChange } from '../../../../contracts/plan';
import { clockText } from '../../../calendar';
import type { Upcoming } from '../../../watch/next';
import { countersText, type Numbers, spentText } from '../../../watch/numbers';
import type { Watched } from './watched';

/** How what a launch stands on is. */
export interface LaunchHealth {
  readonly vendors: readonly {
    readonly vendor: string;
    readonly state: string;
    readonly circuit: string;
    readonly waiting: number;
    readonly deadLetters: number;
  }[];
  /** Alarms that are on: the launch's own, and those of the stage. */
  readonly alarms: readonly string[];
}

/** Everything that is told of one launch. */
export interface LaunchReport {
  readonly watched: Watched;
  readonly numbers?: Numbers;
  readonly pools: readonly { readonly pool: string; readonly added: number; readonly left: number }[];
  readonly health: LaunchHealth;
  /** Undefined where the launch's file cannot be planned. */
  readonly approval?: Pick<Approval, 'state' | 'given' | 'missing' | 'voided'>;
  readonly changes: readonly PlanChange[];
  readonly upcoming: readonly Upcoming[];
}

/** A launch in words, a line a fact. */
export const reportLines = ({
  watched,
  numbers,
  pools,
  health,
  approval,
  changes,
  upcoming,
}: LaunchReport): readonly string[] => {
  const { launch, state, file, row, stack, definition } = watched;
  const zone = definition?.window.timezone ?? 'UTC';
  const facts: readonly (readonly [string, string])[] = [
    ['state', [state, row && `by ${row.by} at ${row.at}`, row?.reason].filter(Boolean).join(', ')],
    ['live since', row?.liveSince ?? ''],
    ['plan', row?.plan === undefined ? '' : `${row.plan.slice(0, 16)}, ${approvedWords(row.approvedBy)}`],
    ['file', file],
    ['stack', stack === undefined ? 'none' : `${stack.status} at ${stack.at}`],
    ...numberFacts(numbers),
    ...pools.map(({ pool, added, left }) => [`pool ${pool}`, `${left} of ${added} codes left`] as const),
    ['to approve', approval === undefined ? '' : approvalWords(approval, changes)],
    ...health.vendors.map(
      ({ vendor, state: vendorState, circuit, waiting, deadLetters }) =>
        [
          `vendor ${vendor}`,
          `${vendorState}, circuit ${circuit}; ${waiting} messages wait, ${deadLetters} dead letters, of all launches`,
        ] as const,
    ),
    ['alarms', health.alarms.length === 0 ? 'none is on' : health.alarms.join(', ')],
    ['next', upcoming.map(({ at, what }) => `${clockText(at, zone)} ${what}`).join('; ')],
  ];
  const shown = facts.filter(([, value]) => value !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return [launch, ...shown.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)];
};

const numberFacts = (numbers: Numbers | undefined): readonly (readonly [string, string])[] => {
  if (numbers === undefined) return [];
  const { reached, atMost, heldOut, requested, delivered, presented, accepted, refused, failed, redeemed } = numbers;
  const { sending, discounts, whenSpent } = numbers;
  const then = whenSpent === 'pause' ? 'paused when it is spent' : 'a warning when it is spent';
  return [
    ['reached', `${reached}${atMost === undefined ? '' : ` of at most ${atMost}`} people; ${heldOut} held out`],
    ['requested', countersText(requested)],
    ['delivered', countersText(delivered)],
    ['presented', countersText(presented)],
    ['accepted', countersText(accepted)],
    ['refused', countersText(refused)],
    ['failed', failed === 0 ? '' : String(failed)],
    ['redeemed', countersText(redeemed)],
    ['sending', sending === undefined ? '' : `${spentText(sending)}; ${then}`],
    ['discounts', discounts === undefined ? '' : `${spentText(discounts)}; ${then}`],
  ];
};

const approvedWords = (approvedBy: readonly string[] | undefined): string =>
  approvedBy === undefined || approvedBy.length === 0 ? 'no approval demanded' : `approved by ${approvedBy.join(', ')}`;

const approvalWords = (
  { state, given, missing, voided }: NonNullable<LaunchReport['approval']>,
  changes: readonly PlanChange[],
): string => {
  if (changes.length === 0 && state === 'not-needed') return 'nothing has changed, and the stage demands no approvals';
  const said = [
    `${changes.length} changes since it was last live`,
    state === 'not-needed' ? 'the stage demands no approvals' : state,
    ...given.map(({ role, person }) => `${person} approved as ${role}`),
    ...missing.map(({ role }) => `${role} is missing`),
    ...voided.map(({ person, why }) => `that of ${person} does not count: ${why}`),
  ];
  return said.join('; ');
};
