import type { PeriodInput, PeriodPart } from '../input';
import { approvalsTable } from './approvals-table';
import { changesTable } from './changes-table';
import { historyOf } from './history';
import { changesOf } from './reconcile';
import { sampleTable } from './sample-table';
import { segregationTable } from './segregation-table';

/** What changed in production, who approved it, a sample of it, and whether duties were kept apart. */
export const productionChanges: PeriodPart = (input: PeriodInput) => {
  const history = historyOf(input.root, input.commit);
  const changes = changesOf(input, history);
  const approvals = approvalsTable(input, changes, history);
  return [
    changesTable(input, changes, history),
    approvals,
    sampleTable(input, changes, history),
    segregationTable(input, changes, approvals, history),
  ];
};
