import type {
  ChosenOffer,
  Decision,
  DecisionInputs,
  DecisionTrigger,
  Exposure,
  GivenCode,
  LaunchDefinition,
  Ledger,
  LedgerSend,
  LiveLaunch,
} from '../../contracts/decision';
import { holdsOnce } from './condition-memo';
import { conditionWords } from './condition-words';
import { type Eligible, type Exclusion, eligibility } from './eligibility';
import { armOf } from './holdout';
import { messageIdOf } from './ids';
import { pruned, sendsWithin, withContacts } from './ledger';
import { codeFor, codeKey, poolOf } from './pool-codes';
import { bestFirst } from './rank';
import { own } from './record';

/** The launches that a trigger puts up for choice. Launches that are not among them leave no trace in the decision. */
export const candidates = ({
  launches,
  trigger,
}: Pick<DecisionInputs, 'launches' | 'trigger'>): readonly LiveLaunch[] =>
  launches.filter(({ definition }) => isCandidate(definition, trigger));

const isCandidate = (definition: LaunchDefinition, trigger: DecisionTrigger): boolean => {
  switch (trigger.kind) {
    case 'event':
      return (
        definition.trigger.kind === 'event' &&
        definition.trigger.event === trigger.event &&
        definition.trigger.segment === trigger.segment
      );
    case 'at':
      return definition.launch === trigger.launch;
    case 'ask':
      return definition.channels.use.some((use) => use.channel === trigger.channel);
  }
};

/**
 * The one decision for a person and a moment, over all live launches, and the ledger where it changed. Pure: the same
 * inputs give the same bytes, in whatever order the launches come.
 *
 * Launches are walked best first. Only a launch whose turn comes draws lots, so treated and held-out people are alike,
 * and both arms start here, whether or not a channel then shows the offer.
 */
export const decide = (inputs: DecisionInputs): { readonly decision: Decision; readonly ledger?: Ledger } => {
  const { decisionId, trigger, now, person, ledger, policy } = inputs;
  const at = Date.parse(now);
  const holds = holdsOnce(person, now);
  const chosen: ChosenOffer[] = [];
  const excluded: Exclusion[] = [];
  const exposures: Record<string, Exposure> = {};
  const codes: Record<string, GivenCode> = {};
  const winners: string[] = [];
  const places = trigger.kind === 'ask' ? trigger.limit : 1;
  let personLeft = policy.perPerson.messages - sendsWithin(ledger, at, policy.perPerson.perSeconds);

  for (const live of candidates({ launches: bestFirst(inputs.launches), trigger })) {
    const { launch } = live.definition;
    const found = eligibility(live, inputs, holds, at, personLeft);
    if ('reason' in found) {
      excluded.push(found);
      continue;
    }
    if (winners.length >= places) {
      excluded.push({ launch, reason: 'outranked', detail: winners.join(', ') });
      continue;
    }
    const arm = armOf(live.definition, person, ledger, policy.holdoutSalt);
    const offers = arm === 'treated' ? offersOf(found, personLeft) : [];
    if (own(ledger.exposures, launch) === undefined) exposures[launch] = exposureOf(arm, inputs, live, offers[0]);
    if (arm === 'held-out') {
      excluded.push({ launch, reason: 'held-out' });
      continue;
    }
    const code = offers.length === 0 ? undefined : codeFor(found.offer, live, ledger);
    if (code?.taken !== undefined) codes[codeKey(launch, poolOf(found.offer) ?? '')] = { ...code.taken, at: now };
    const given = code && { code: code.id };
    chosen.push(...offers.map((offer) => ({ ...offer, ...given, reasons: reasonsOf(found) })));
    winners.push(launch);
    personLeft -= offers.length;
  }
  if (trigger.kind === 'at' && excluded.length === 0 && chosen.length === 0) {
    excluded.push({ launch: trigger.launch, reason: 'not-live' });
  }

  const sends = chosen.filter(({ kind }) => kind === 'push').map((offer) => sendOf(decisionId, now, offer));
  const made = Object.entries(exposures).map(([launch, { arm }]) => ({ launch, arm }));
  const decision = { decisionId, person: person.person, at: now, trigger, chosen, excluded, exposures: made };
  if (sends.length === 0 && made.length === 0 && Object.keys(codes).length === 0) return { decision };
  return { decision, ledger: pruned(withContacts(ledger, { sends, exposures, codes }), inputs) };
};

/** Decides again from kept inputs. */
export const replay = (inputs: DecisionInputs): Decision => decide(inputs).decision;

/** One offer a channel: the first allowed, or all, as far as the caps go. */
const offersOf = ({ live, channels, offer, left }: Eligible, personLeft: number): Omit<ChosenOffer, 'reasons'>[] => {
  const { launch, hash, purpose, window, channels: uses } = live.definition;
  return channels.slice(0, Math.min(uses.reach === 'first' ? 1 : channels.length, left, personLeft)).map((use) => ({
    launch,
    definitionHash: hash,
    offer: offer.id,
    channel: use.channel,
    kind: use.kind,
    ...(use.vendor === undefined ? {} : { vendor: use.vendor }),
    purpose,
    notAfter: earlier(window.endsAt, window.redeemUntil),
  }));
};

/** An offer that can no longer be redeemed is not worth sending, even inside the window. */
const earlier = (a: string, b: string): string => (Date.parse(b) < Date.parse(a) ? b : a);

const reasonsOf = ({ live, offer }: Eligible): readonly string[] =>
  [...live.definition.audience.include, ...(offer.for === undefined ? [] : [offer.for])].map(conditionWords);

const exposureOf = (
  arm: Exposure['arm'],
  { now, decisionId }: DecisionInputs,
  { definition }: LiveLaunch,
  offer: Omit<ChosenOffer, 'reasons'> | undefined,
): Exposure => ({
  arm,
  at: now,
  decisionId,
  definitionHash: definition.hash,
  ...(offer === undefined ? {} : { channel: offer.channel, offer: offer.offer }),
});

const sendOf = (decisionId: string, at: string, { launch, channel }: ChosenOffer): LedgerSend => ({
  launch,
  channel,
  at,
  id: messageIdOf(decisionId, launch, channel),
});
