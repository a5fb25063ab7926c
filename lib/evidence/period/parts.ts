import { productionChanges } from './changes';
import type { PeriodPart } from './input';
import { peopleParts } from './people/parts';
import { recordsTable } from './records-table';
import { runtimeParts } from './runtime/parts';

/** Everything that is told of a period, in the order of the index. */
export const PERIOD_PARTS: readonly PeriodPart[] = [recordsTable, productionChanges, peopleParts, runtimeParts];
