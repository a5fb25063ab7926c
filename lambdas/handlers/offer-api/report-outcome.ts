import type { Decision } from '../../../contracts/decision';
import { outcomeEvents } from '../../domain/emit';
import { markPresented, offersFor } from '../../domain/mark-presented';
import { type OutcomeReport, readOutcomeReport } from '../../domain/offer-request';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock } from '../../domain/ports/clocks';
import type { LoadDecision } from '../../domain/ports/decisions';
import { publishAll } from '../../domain/publish-all';
import type { UpdateLedger } from '../../domain/update-ledger';
import type { HttpRequest } from '../../runtime/http';
import { type HttpAnswer, json, problem } from '../../runtime/problem';

export interface ReportOutcomeDeps {
  readonly clock: Clock;
  readonly loadDecision: LoadDecision;
  readonly updateLedger: UpdateLedger;
  readonly publishEvents: PublishEvents;
}

/** Kept between the decision and now, whatever the channel's clock says. */
const within = (decision: Decision, { at }: OutcomeReport, now: Date): string =>
  new Date(Math.max(Date.parse(decision.at), Math.min(Date.parse(at), now.getTime()))).toISOString();

/**
 * `POST /v1/offers/{decisionId}/outcomes`: what became of an offer. The cap is used up before the caller hears of it; the
 * same report again changes nothing.
 */
export const createReportOutcome = (deps: ReportOutcomeDeps) => {
  const publish = publishAll(deps.publishEvents);

  return async ({ path, pathParameters, trace }: HttpRequest, body: unknown): Promise<HttpAnswer> => {
    const read = readOutcomeReport(body);
    if (read.refused !== undefined) return problem(400, read.refused, read.title);
    const decisionId = pathParameters.decisionId ?? path.split('/')[3] ?? '';
    const [decision, now] = await Promise.all([deps.loadDecision(decisionId), deps.clock()]);
    if (decision === undefined) return problem(404, 'unknown-decision', 'No decision of the last 90 days has this id.');
    if (offersFor(decision, read.value.launch).length === 0) {
      return problem(400, 'invalid-request', 'The decision holds no such offer that a channel asked for.');
    }
    const report = { ...read.value, at: within(decision, read.value, now) };
    await deps.updateLedger(decision.person, (ledger) => markPresented(decision, report, ledger, now.toISOString()));
    await publish(outcomeEvents(decision, report, { trace }));
    return json(202, { decisionId, outcome: report.outcome });
  };
};
