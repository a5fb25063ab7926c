import { SAMPLE_CODE } from '../../../contracts/pool-codes';
import type { RegisteredTester } from '../../../contracts/tester';
import { free } from '../../domain/message-money';
import type { LoadDefinition } from '../../domain/ports/launches';
import type { LoadTester } from '../../domain/ports/tests';
import { markTest } from '../../domain/test-mark';
import { testerView } from '../../domain/tester';
import { createTestWayOut, type UnsubscribeRules } from '../../domain/unsubscribe';
import type { AskPerson } from './ask-person';
import { createDeliverRequest, type DeliverRequestDeps } from './deliver-request';
import { createEndings, type Endings, type EndingsDeps } from './endings';
import { createPrepareCall, type PrepareCallDeps } from './prepare-call';

/** What tests need beside what customers' messages do. */
export interface TestPorts {
  /** The only people whom a test may reach. */
  readonly testers: readonly RegisteredTester[];
  readonly loadTester: LoadTester;
  /** Definitions that are tested; those of launches are others. */
  readonly loadTestDefinition: LoadDefinition;
  readonly wayOut: UnsubscribeRules;
}

export interface DeliverTestDeps
  extends Omit<DeliverRequestDeps, 'askPerson' | 'prepareCall' | 'payMessage'>,
    Pick<PrepareCallDeps, 'layouts'> {
  readonly tests: TestPorts;
}

/** Asks IT's own registry whether whom a test goes to is a tester of the team whose launch it is. */
const createAskTester =
  ({ tests: { testers, loadTester, loadTestDefinition }, policy }: DeliverTestDeps): AskPerson =>
  async ({ request, test }) => {
    if (test === undefined) return { refused: 'not-a-tester' };
    const definition = await loadTestDefinition(request.launch, request.definitionHash);
    if (definition === undefined) return { refused: 'definition-missing' };
    const stored = await loadTester(test.tester);
    const view = testerView(testers, { ...test, team: definition.team }, stored, policy.reachableBy);
    return view === undefined ? { refused: 'not-a-tester' } : { view };
  };

/** No end of a test is told to anybody but who asked: the record of the attempt says it. Nothing of one waits for people. */
const testEndings = (deps: EndingsDeps): Endings => {
  const endings = createEndings({ ...deps, publishEvents: async () => [] });
  return {
    ...endings,
    hold: (copy, reason, seconds) =>
      reason === 'stopped' ? endings.refuse(copy, undefined, 'stopped') : endings.hold(copy, reason, seconds),
    putAside: (copy, attempt) =>
      endings.finish(copy, attempt, { end: 'failed', status: attempt.status, reason: attempt.reason ?? 'unknown' }),
  };
};

/**
 * Sends a test the way that customers' messages go: approval, switches, rate, circuit, signature, attempts. It goes to a tester of
 * the launch's team or to nobody, is marked, and is counted nowhere.
 */
export const createDeliverTest = (deps: DeliverTestDeps) => {
  const { log, count } = deps;
  const own: DeliverTestDeps = {
    ...deps,
    count: (name, value, dimensions) => count(`Test${name}`, value, dimensions),
    log: { ...log, info: (code, facts) => log.info(`test-${code}`, facts) },
  };
  return createDeliverRequest(
    {
      ...own,
      askPerson: createAskTester(deps),
      payMessage: async () => free,
      prepareCall: createPrepareCall({
        policy: deps.policy,
        layouts: deps.layouts,
        loadDefinition: deps.tests.loadTestDefinition,
        // A tester's values come with the tester: no token is ever asked for.
        valuesOf: async () => new Map(),
        codeOf: async () => SAMPLE_CODE,
        findWayOut: createTestWayOut(deps.tests.wayOut),
        mark: markTest,
      }),
    },
    testEndings(own),
  );
};
