import { productionChanges } from './changes';
import type { PeriodPart } from './input';
import { recordsTable } from './records-table';

/** Everything that is told of a period, in the order of the index. */
export const PERIOD_PARTS: readonly PeriodPart[] = [recordsTable, productionChanges];
