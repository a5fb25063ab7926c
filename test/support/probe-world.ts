import type { LaunchDefinition } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import type { ProbeAnswer } from '../../contracts/probe';
import { createDecideOffer } from '../../lambdas/handlers/decide-offer/handler';
import { createProveOffers } from '../../lambdas/handlers/offer-api/prove-offers';
import { createRunBlast } from '../../lambdas/handlers/run-blast/handler';
import { policy } from './decision-fixtures';
import { createDecisionWorld, decideForWith, rules } from './decision-world';
import type { GivenDelivery } from './delivery-world';
import { layoutsOf } from './layouts';
import { sendTestWorld } from './send-test-world';
import { busMessage, sqsEvent, sqsRecord } from './sqs-event';

/** Everything that a probe comes by, from `send-test` to the gateway; the queues between them in memory. */
export const probeWorld = async (given: GivenDelivery = {}) => {
  const gateway = await sendTestWorld({
    ...given,
    offerApi: (task) =>
      createProveOffers({
        policy,
        layouts: layoutsOf('app'),
        clock: async () => new Date(gateway.time.wall),
        loadDefinition: gateway.control.loadDefinition,
      })(task as Parameters<ReturnType<typeof createProveOffers>>[0]),
  });
  const decisions = createDecisionWorld();
  const prove = (step: 'decide-offer' | 'run-blast') =>
    decisions.prove(step, {
      wallClock: () => new Date(gateway.time.wall),
      loadDefinition: gateway.control.loadDefinition,
      saveProof: gateway.probes.saveProof,
    });
  const { log, count, ports } = decisions;
  const decideFor = decideForWith(ports);
  const decide = createDecideOffer({ ...ports, decideFor, prove: prove('decide-offer'), rules, log, count });
  const blast = createRunBlast({
    ...ports,
    decideFor,
    prove: prove('run-blast'),
    listPersons: decisions.profiles.listPersons,
    sendPages: async () => undefined,
    log,
    count,
  });
  const isEvent = (trigger: unknown): trigger is BusEvent => Object.hasOwn(trigger as object, 'detailType');
  return {
    ...gateway,
    decisions,
    decide,
    blast,
    /** Sends a probe and carries it all the way; what is proven then. */
    run: async (definition: LaunchDefinition) => {
      const answer: ProbeAnswer = await gateway.probe(definition);
      for (const trigger of gateway.triggers) {
        if (isEvent(trigger)) await decide(sqsEvent(sqsRecord(busMessage(trigger))));
        else await blast(sqsEvent(sqsRecord(trigger)));
      }
      for (const event of decisions.bus.published()) await gateway.handle(sqsEvent(sqsRecord(busMessage(event))));
      return { answer, proofs: await gateway.probes.loadProofs('run-1') };
    },
  };
};
