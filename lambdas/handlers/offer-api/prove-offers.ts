import type { DecisionPolicy, LaunchDefinition } from '../../../contracts/decision';
import type { Layouts } from '../../../contracts/layout';
import { SAMPLE_CODE } from '../../../contracts/pool-codes';
import type { ProbeMark, ProbeMessage, Proof } from '../../../contracts/probe';
import { dressMessage } from '../../domain/layout';
import { plainOffer } from '../../domain/offer-words';
import type { Clock } from '../../domain/ports/clocks';
import type { LoadDefinition } from '../../domain/ports/launches';
import { offerProofId, planProbe } from '../../domain/probe';
import { choice } from '../../domain/probe-decision';

/** What `send-test` asks of this function, past the gateway and its callers. */
export interface OfferProbe {
  readonly probe: ProbeMark;
}

export interface ProveOffersDeps {
  readonly policy: DecisionPolicy;
  readonly layouts: Layouts;
  readonly clock: Clock;
  readonly loadDefinition: LoadDefinition;
}

/** Decides for nobody, and words, every offer that channels could ask a launch for. Nothing is kept, told or counted. */
export const createProveOffers =
  ({ policy, layouts, clock, loadDefinition }: ProveOffersDeps) =>
  async ({ probe }: OfferProbe): Promise<readonly Proof[]> => {
    const [definition, now] = await Promise.all([loadDefinition(probe.launch, probe.hash), clock()]);
    if (definition === undefined) return [{ step: 'offer-api', id: probe.run, reason: 'definition-missing' }];
    return planProbe(definition, probe.run).offers.map((message): Proof => {
      const reason = whyNotShown(definition, message, { policy, layouts, now, run: probe.run });
      return { step: 'offer-api', id: offerProofId(message), ...(reason !== undefined && { reason }) };
    });
  };

const whyNotShown = (
  definition: LaunchDefinition,
  { channel, offer: id, language }: ProbeMessage,
  { layouts, ...rules }: Pick<ProveOffersDeps, 'policy' | 'layouts'> & { readonly now: Date; readonly run: string },
): string | undefined => {
  const use = definition.channels.use.find((one) => one.channel === channel);
  const offer = definition.offers.find((one) => one.id === id);
  if (use === undefined || offer === undefined) return 'definition-missing';
  const { chosen, excluded } = choice(definition, use, offer, rules);
  if (chosen.length === 0) return excluded[0]?.reason ?? 'not-live';
  const worded = plainOffer(offer, language, SAMPLE_CODE);
  if (!worded.ok) return worded.reason;
  const dressed = dressMessage(layouts, { ...worded, channel, layout: use.layout });
  return dressed.ok ? undefined : dressed.reason;
};
