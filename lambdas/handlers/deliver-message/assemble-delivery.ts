import type { QuietTimes } from '../../../contracts/quiet-times';
import { createCircuitBreaker } from '../../domain/circuit-breaker';
import { createPayMessage, type MessageMoneyDeps } from '../../domain/message-money';
import type { Sleep } from '../../domain/ports/clocks';
import type { LoadCode } from '../../domain/ports/pools';
import type { ReadSecret } from '../../domain/ports/secrets';
import type { PostToVendor } from '../../domain/ports/vendor-calls';
import type { CountAnswers, LoadCircuit, SaveCircuit, TakeNumbers } from '../../domain/ports/vendor-limits';
import { createAskQuiet } from '../../domain/quiet-time';
import { createRateLimit } from '../../domain/rate-limit';
import { createAnnounceCircuit } from './announce-circuit';
import { type AskCustomerDeps, createAskCustomer } from './ask-person';
import { type CallVendor, createCallVendor } from './call-vendor';
import { createDeliverErasure, type DeliverErasureDeps } from './deliver-erasure';
import { createDeliverProbe, type DeliverProbeDeps, stoppedBeforeHttp } from './deliver-probe';
import { createDeliverTest, type DeliverTestDeps } from './deliver-test';
import { createDeliverMessage, type DeliverMessageDeps } from './handler';
import { type CodeOf, createPrepareCall, type PrepareCallDeps } from './prepare-call';

/** Everything outside that the sender needs. */
export interface DeliveryPorts
  extends Omit<
      DeliverMessageDeps,
      | 'prepareCall'
      | 'payMessage'
      | 'callVendor'
      | 'callNobody'
      | 'breaker'
      | 'deliverErasure'
      | 'deliverTest'
      | 'deliverProbe'
      | 'askPerson'
      | 'policy'
    >,
    Omit<AskCustomerDeps, 'askQuiet'>,
    Pick<DeliverErasureDeps, 'askLater' | 'readVendorState'>,
    Pick<DeliverTestDeps, 'tests'>,
    Pick<DeliverProbeDeps, 'saveProof'>,
    Omit<PrepareCallDeps, 'policy' | 'mark' | 'codeOf'>,
    Omit<MessageMoneyDeps, 'wallClock'> {
  readonly loadCode: LoadCode;
  readonly quiet: QuietTimes;
  readonly readSecret: ReadSecret;
  readonly postToVendor: PostToVendor;
  readonly takeNumbers: TakeNumbers;
  readonly loadCircuit: LoadCircuit;
  readonly saveCircuit: SaveCircuit;
  readonly countAnswers: CountAnswers;
  readonly sleep: Sleep;
}

/** The sender as one function runs it: its rate limit and circuits are shared by all of its batches. */
export const assembleDelivery = (ports: DeliveryPorts) => {
  const breaker = createCircuitBreaker({ ...ports, now: ports.wallClock, announce: createAnnounceCircuit(ports) });
  const awaitTurn = createRateLimit({ ...ports, now: ports.wallClock });
  const callVendor = createCallVendor({ ...ports, breaker, awaitTurn });
  const deliverErasure = createDeliverErasure({ ...ports, callVendor });
  const askPerson = createAskCustomer({ ...ports, askQuiet: createAskQuiet(ports.quiet, ports.loadDefinition) });
  const prepareCall = createPrepareCall({ ...ports, codeOf: codeGiven(ports) });
  const payMessage = createPayMessage(ports);
  const deliverTest = createDeliverTest({ ...ports, breaker });
  return createDeliverMessage({
    ...ports,
    prepareCall,
    payMessage,
    callVendor,
    callNobody: callNobody(ports),
    breaker,
    deliverErasure,
    deliverTest,
    deliverProbe: createDeliverProbe({ ...ports, wayOut: ports.tests.wayOut }),
    askPerson,
  });
};

const codeGiven =
  ({ loadCode }: Pick<DeliveryPorts, 'loadCode'>): CodeOf =>
  async ({ launch, code }, pool) =>
    code === undefined ? undefined : loadCode({ launch, pool, id: code });

/** Everything of a call but the call: it uses up no rate, and tells the circuit nothing. */
const callNobody = (ports: DeliveryPorts): CallVendor =>
  createCallVendor({
    ...ports,
    postToVendor: stoppedBeforeHttp,
    breaker: { enter: async () => ({ settle: async () => undefined }) },
    awaitTurn: async () => 'go',
  });
