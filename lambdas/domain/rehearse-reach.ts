import {
  type DecisionInputs,
  type DecisionPolicy,
  EXCLUDED,
  type ExcludedReason,
  type LaunchDefinition,
  type Ledger,
  type LiveLaunch,
} from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import type { QuietTimes } from '../../contracts/quiet-times';
import { customerInstant } from './blast';
import { holdsOnce } from './condition-memo';
import { decide } from './decide';
import { type Eligible, type Exclusion, eligibility } from './eligibility';
import { armOf } from './holdout';
import { sendsWithin } from './ledger';
import { quietUntil } from './quiet-time';
import { own } from './record';
import { asIfLive, type OneChannel, oneByOne, overlaps, triggersOf } from './rehearse-launch';
import { createSeen, type Seen } from './rehearse-tally';

/** What a launch's reach is judged by; the same for everybody. */
export interface ReachTask {
  readonly definition: LaunchDefinition;
  /** Business time; ISO 8601. */
  readonly now: string;
  /** Launches that have not ended. */
  readonly launches: readonly LiveLaunch[];
  readonly policy: DecisionPolicy;
  readonly quiet: QuietTimes;
}

/** Whom the audience does not ask for. */
export const NOT_ASKED = ['restricted', 'audience-not-met', 'audience-excluded'] as const satisfies ExcludedReason[];
const isNotAsked = (reason: ExcludedReason): boolean => NOT_ASKED.some((one) => one === reason);

/** Other live launches that are under way at one time with this one, each as if it were now. */
export const beside = ({ definition, now, launches }: ReachTask): readonly LiveLaunch[] =>
  launches
    .filter(({ state, definition: other }) => state === 'live' && other.launch !== definition.launch)
    .filter(({ definition: other }) => overlaps(definition, other, Date.parse(now)))
    .map(({ definition: other, state: _, ...ceilings }) => asIfLive(other, now, now, ceilings));

/** Names under which reach is counted. */
export const REACHED = {
  qualify: 'qualify',
  notQualify: (reason: ExcludedReason) => `not-asked/${reason}`,
  reachable: 'reachable',
  notReachable: (reason: ExcludedReason) => `not-reached/${reason}`,
  heldOut: 'held-out',
  treated: 'treated',
  outranked: 'outranked',
  offer: (offer: string) => `offer/${offer}`,
  channel: (channel: string) => `channel/${channel}`,
  notByChannel: (channel: string, reason: ExcludedReason) => `not-by/${channel}/${reason}`,
  quiet: (channel: string) => `quiet/${channel}`,
  both: (launch: string) => `both/${launch}`,
} as const;

type Judge = (channel: OneChannel) => Eligible | Exclusion;

/** Judges people by the code that decides for them: the same gates in the same order, and nothing comes of it. */
export const createJudgeReach = (task: ReachTask): ((person: PersonView, ledger: Ledger) => Seen) => {
  const { definition, now, launches, policy } = task;
  const full = launches.some((one) => one.definition.launch === definition.launch && one.full);
  const itself = asIfLive(definition, now, now, { full });
  const channels = oneByOne(itself);
  const others = beside(task);
  const othersByChannel = others.map((live) => ({ launch: live.definition.launch, channels: oneByOne(live) }));
  const triggers = triggersOf(itself.definition);
  const at = Date.parse(now);

  return (person, ledger) => {
    const holds = holdsOnce(person, now);
    const left = policy.perPerson.messages - sendsWithin(ledger, at, policy.perPerson.perSeconds);
    const inputs = { decisionId: '', now, person, ledger, policy, launches: [...others, itself] };
    const judge: Judge = ({ live, trigger }) => eligibility(live, { ...inputs, trigger }, holds, at, left);

    const judged = channels.map((one) => ({ ...one, found: judge(one) }));
    const { see, seen } = createSeen();
    const [first] = judged;
    if (first === undefined || ('reason' in first.found && isNotAsked(first.found.reason))) {
      see(REACHED.notQualify(first !== undefined && 'reason' in first.found ? first.found.reason : 'not-live'));
      return seen();
    }
    see(REACHED.qualify);
    for (const { use, found } of judged) {
      if ('reason' in found) see(REACHED.notByChannel(use.channel, found.reason));
      else see(REACHED.channel(use.channel));
      if (!('reason' in found) && use.kind === 'push' && waits(task, person, use.channel)) {
        see(REACHED.quiet(use.channel));
      }
    }
    const eligible = judged.flatMap(({ found }) => ('reason' in found ? [] : [found]));
    if (eligible[0] === undefined) {
      see(REACHED.notReachable(lastOf(judged.flatMap(({ found }) => ('reason' in found ? [found.reason] : [])))));
      return seen();
    }
    see(REACHED.reachable);
    for (const other of othersByChannel) {
      if (other.channels.some((one) => !('reason' in judge(one)))) see(REACHED.both(other.launch));
    }
    if (armOf(definition, person, ledger, policy.holdoutSalt) === 'held-out') {
      see(REACHED.heldOut);
      return seen();
    }
    see(REACHED.treated);
    see(REACHED.offer(eligible[0].offer.id));
    if (isOutranked(definition.launch, triggers, inputs)) see(REACHED.outranked);
    return seen();
  };
};

/** The gate that came last, of all channels: the one that was nearest to being open. */
const lastOf = (reasons: readonly ExcludedReason[]): ExcludedReason =>
  reasons.reduce((last, reason) => (EXCLUDED.indexOf(reason) > EXCLUDED.indexOf(last) ? reason : last), EXCLUDED[0]);

/** Whether no moment is this launch's, and at one of them another launch is chosen in its place. */
const isOutranked = (
  launch: string,
  triggers: ReturnType<typeof triggersOf>,
  inputs: Omit<DecisionInputs, 'trigger'>,
): boolean => {
  const decisions = triggers.map((trigger) => decide({ ...inputs, trigger }).decision);
  const isChosen = decisions.some(({ chosen }) => chosen.some((one) => one.launch === launch));
  return (
    !isChosen &&
    decisions.some(({ excluded }) => excluded.some((one) => one.launch === launch && one.reason === 'outranked'))
  );
};

/** Whether a message over a channel would wait, sent when the launch sends next: at its run, else now. */
const waits = ({ definition, now, quiet }: ReachTask, person: PersonView, channel: string): boolean => {
  const { team, trigger, window } = definition;
  const zone = own(person.traits, 'timezone')?.value;
  const customerZone = typeof zone === 'string' ? zone : undefined;
  const at = trigger.kind === 'at' ? runAt(trigger, window.timezone, customerZone) : Date.parse(now);
  const notAfter = Math.max(at, Date.parse(window.endsAt));
  return quietUntil(quiet, { channel, team, launchZone: window.timezone, customerZone, at, notAfter }) !== undefined;
};

const runAt = (
  { at, clock }: { readonly at: string; readonly clock: 'launch' | 'customer' },
  launchZone: string,
  customerZone: string | undefined,
): number => (clock === 'customer' ? customerInstant(at, launchZone, customerZone) : Date.parse(at));
