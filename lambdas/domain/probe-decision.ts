import type {
  ChannelUse,
  DecisionPolicy,
  DecisionTrigger,
  ExcludedReason,
  LaunchDefinition,
  MessageRequest,
  Offer,
} from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import { PROBE_PERSON, type ProbeMark } from '../../contracts/probe';
import { decide } from './decide';
import { emitted, messageRequests } from './emit';
import { probeMessageIdOf, probeRunIdOf } from './ids';
import { emptyLedger } from './ledger';
import { withSampleCodes } from './pool-codes';
import { probeView } from './probe';
import { windowOf } from './window';

/** What a decision for nobody comes to: messages by language, or why an offer was not chosen. */
export type Probed =
  | { readonly refused: ExcludedReason }
  | {
      readonly refused?: never;
      readonly messages: readonly { readonly request: MessageRequest; readonly language: string }[];
    };

export interface ProbeRules {
  readonly policy: DecisionPolicy;
  /** Business time. */
  readonly now: Date;
}

/**
 * The launch with one offer over one channel, and for everybody: whom a launch is for is no matter of its way. Its hash stays,
 * because the words are looked up by it.
 */
const narrowed = (
  definition: LaunchDefinition,
  use: ChannelUse,
  { for: _whom, ...offer }: Offer,
): LaunchDefinition => ({
  ...definition,
  audience: { include: [], exclude: [], holdout: 0 },
  channels: { reach: 'first', use: [use] },
  offers: [offer],
});

/** Most launches are probed before they begin: they are decided as they will be then. */
const within = (definition: LaunchDefinition, now: Date): string => {
  const { startsAt, endsAt } = windowOf(definition);
  return new Date(Math.min(Math.max(now.getTime(), startsAt), endsAt)).toISOString();
};

const triggerOf = ({ launch, trigger }: LaunchDefinition, use: ChannelUse, run: string): DecisionTrigger => {
  if (use.kind === 'pull') return { kind: 'ask', channel: use.channel, slot: run, limit: 1 };
  if (trigger.kind === 'at') return { kind: 'at', launch, run: trigger.at, oldestStrand: PROBE_PERSON };
  const { event, segment } = { segment: undefined, event: '', ...trigger };
  return { kind: 'event', event, itemKey: run, ...(segment !== undefined && { segment }) };
};

/** Whether a launch would choose an offer over a channel for somebody whom it is for, by the code that decides for customers. */
export const choice = (
  definition: LaunchDefinition,
  use: ChannelUse,
  offer: Offer,
  { policy, now, run }: ProbeRules & { readonly run: string },
) => {
  const at = within(definition, now);
  const { decision } = decide({
    decisionId: probeRunIdOf(run, definition.hash),
    trigger: triggerOf(definition, use, run),
    now: at,
    person: probeView(definition, { at }, policy.reachableBy),
    ledger: emptyLedger,
    launches: [withSampleCodes({ definition: narrowed(definition, use, offer), state: 'live', full: false })],
    policy,
  });
  return decision;
};

/** Decides for nobody, offer by offer and channel by channel, over one launch and no other. */
export const decideProbe = (definition: LaunchDefinition, { run }: ProbeMark, rules: ProbeRules): Probed => {
  const messages: { readonly request: MessageRequest; readonly language: string }[] = [];
  for (const use of definition.channels.use.filter(({ kind, vendor }) => kind === 'push' && vendor !== undefined)) {
    for (const offer of definition.offers) {
      const decision = choice(definition, use, offer, { ...rules, run });
      const [request] = messageRequests(decision);
      if (request === undefined) return { refused: decision.excluded[0]?.reason ?? 'not-live' };
      for (const language of Object.keys(offer.copy)) {
        const messageId = probeMessageIdOf(run, use.channel, offer.id, language);
        messages.push({ request: { ...request, messageId }, language });
      }
    }
  }
  return { messages };
};

/** The requests as the bus carries them: each marked, so that no vendor's queue takes one for a customer's. */
export const probeRequests = (
  messages: Extract<Probed, { refused?: never }>['messages'],
  mark: ProbeMark,
  trace: string,
): readonly BusEvent[] =>
  messages.map(({ request, language }) => {
    const { messageId, requestedAt: at } = request;
    const event = emitted(
      {
        source: SOURCE.decision,
        event: PLATFORM_EVENT.messageRequested,
        id: [messageId],
        at,
        properties: request,
      },
      { trace, synthetic: true },
    );
    return { ...event, detail: { ...event.detail, probe: { ...mark, language } } };
  });
