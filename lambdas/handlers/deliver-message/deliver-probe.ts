import { SAMPLE_CODE } from '../../../contracts/pool-codes';
import { free } from '../../domain/message-money';
import type { SaveProof } from '../../domain/ports/probes';
import type { VendorResponse } from '../../domain/ports/vendor-calls';
import { isLate, probeView } from '../../domain/probe';
import { createTestWayOut, type UnsubscribeRules } from '../../domain/unsubscribe';
import type { AskPerson } from './ask-person';
import { createDeliverRequest, type DeliverRequest, type DeliverRequestDeps } from './deliver-request';
import { type Copy, createEndings, type Endings, type EndingsDeps } from './endings';
import { createPrepareCall, type PrepareCallDeps } from './prepare-call';

export interface DeliverProbeDeps
  extends Omit<
      DeliverRequestDeps,
      'askPerson' | 'prepareCall' | 'payMessage' | 'breaker' | 'loadAttempt' | 'claimAttempt'
    >,
    Pick<PrepareCallDeps, 'layouts' | 'loadDefinition'> {
  readonly wayOut: UnsubscribeRules;
  readonly saveProof: SaveProof;
}

/** Where a real message would go out. A probe's call to a vendor has nothing else in the place of HTTP. */
export const stoppedBeforeHttp = async (): Promise<VendorResponse> => ({ status: 204, durationMs: 0 });

/** Nobody, whomever the request names: neither profile nor vault is read for a probe. */
const createAskNobody =
  ({ loadDefinition, policy }: DeliverProbeDeps): AskPerson =>
  async ({ request, probe }) => {
    const definition = await loadDefinition(request.launch, request.definitionHash);
    if (definition === undefined) return { refused: 'definition-missing' };
    const { language } = probe ?? {};
    return { view: probeView(definition, { at: request.requestedAt, language }, policy.reachableBy) };
  };

/** Every end is told to who asked, and to nobody else; nothing is put off, put aside or counted. */
const probeEndings = (deps: EndingsDeps, saveProof: SaveProof): Endings => {
  const tell = async ({ probe, request: { messageId, launch } }: Copy, reason?: string): Promise<void> => {
    const why = reason === undefined ? {} : { reason };
    await saveProof(probe?.run ?? '', { step: 'deliver-message', id: messageId, ...why });
    deps.log.info('probe.ended', { messageId, launch, ...why });
  };
  const finish: Endings['finish'] = (copy, _attempt, end) =>
    tell(copy, end.end === 'delivered' ? undefined : end.reason);
  return {
    ...createEndings(deps),
    finish,
    announce: finish,
    refuse: (copy, _was, reason) => tell(copy, reason),
    hold: (copy, reason) => tell(copy, reason),
    holdUntil: (copy, _dueAt, reason) => tell(copy, reason),
    putAside: (copy, { reason }) => tell(copy, reason ?? 'unknown'),
    note: async () => undefined,
  };
};

/**
 * Takes a probe the way of a message: approval, the vendor's state, fields, words, layout, secrets, signature. It is for nobody, is
 * sent to nobody, and leaves nothing behind but what it proves.
 */
export const createDeliverProbe = (deps: DeliverProbeDeps): DeliverRequest => {
  const deliver = createDeliverRequest(
    {
      ...deps,
      askPerson: createAskNobody(deps),
      payMessage: async () => free,
      prepareCall: createPrepareCall({
        policy: deps.policy,
        layouts: deps.layouts,
        loadDefinition: deps.loadDefinition,
        valuesOf: async () => new Map(),
        codeOf: async () => SAMPLE_CODE,
        findWayOut: createTestWayOut(deps.wayOut),
      }),
      // Whether the vendor answers at this moment is no matter of the way.
      breaker: { peek: async () => undefined },
      loadAttempt: async () => undefined,
      saveAttempt: async () => undefined,
      claimAttempt: async () => 'claimed',
    },
    probeEndings(deps, deps.saveProof),
  );
  return async (copy, underway) => {
    if (copy.probe === undefined || isLate(copy.probe, deps.wallClock)) {
      deps.log.info('probe.late', { messageId: copy.request.messageId });
      return;
    }
    await deliver(copy, underway);
  };
};
