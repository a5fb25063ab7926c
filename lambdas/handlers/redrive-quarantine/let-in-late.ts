import type { BusEvent } from '../../../contracts/event';
import type { QuarantineOutcome } from '../../../contracts/quarantine';
import type { ApplyPorts } from '../../domain/apply-event';
import { tokenise } from '../../domain/draft';
import { applyLate, type LateApplied } from '../../domain/late-event';
import type { LoadQuarantined, QuarantineRow, SettleQuarantined } from '../../domain/ports/redrive';
import type { TokensFor } from '../../domain/ports/vault';
import type { ProfileRules } from '../../domain/profile-rules';
import type { Worked } from '../../domain/quarantine-page';
import type { Rejudge } from '../../domain/rejudge';

export interface LateDeps extends ApplyPorts {
  readonly rules: ProfileRules;
  /** Judges events of any age. */
  readonly rejudgeLate: Rejudge;
  readonly loadQuarantined: LoadQuarantined;
  readonly settleQuarantined: SettleQuarantined;
  readonly tokensFor: TokensFor;
}

const OUTCOMES: Readonly<Record<LateApplied, QuarantineOutcome>> = {
  whole: 'replayed',
  facts: 'facts',
  duplicate: 'known',
  erased: 'gone',
  'identity-limit': 'stays',
  conflict: 'stays',
};

/**
 * Applies events that came too late to the profiles, each once and at its own time, past the bus: no launch may take them for
 * news. What is applied leaves quarantine after it: a crash in between brings it again, and the profiles know it.
 */
export const createLetInLate = (deps: LateDeps) => {
  /** The event as the bus would have carried it, or what became of it instead. */
  const eventOf = async (row: QuarantineRow, trace: string): Promise<BusEvent | Worked> => {
    const kept = (await deps.loadQuarantined([row])).get(row.id);
    if (kept === undefined) return { row, outcome: 'gone' };
    const judged = deps.rejudgeLate(kept);
    if (judged.kind === 'event') return judged.event;
    if (judged.kind === 'dropped') return { row, outcome: 'dropped' };
    if (judged.kind === 'stays') return { row, outcome: 'stays', now: judged.reason };
    const [event] = await tokenise([judged.draft], deps.tokensFor, trace);
    return event === undefined || event === 'erased' ? { row, outcome: 'gone' } : event;
  };

  const letIn = async (row: QuarantineRow, trace: string): Promise<Worked> => {
    const found = await eventOf(row, trace);
    const worked = 'outcome' in found ? found : await apply(row, found);
    if (worked.outcome !== 'stays') await deps.settleQuarantined(row);
    return worked;
  };

  const apply = async (row: QuarantineRow, event: BusEvent): Promise<Worked> => {
    const applied = await applyLate(deps, deps.rules, event);
    const outcome = OUTCOMES[applied];
    return outcome === 'stays' ? { row, outcome, now: applied } : { row, outcome };
  };

  return async (rows: readonly QuarantineRow[], trace: string): Promise<readonly Worked[]> => {
    const worked: Worked[] = [];
    // One after the other: two events of one second must see each other.
    for (const row of rows) worked.push(await letIn(row, trace));
    return worked;
  };
};
