import { type BusinessClock, businessClock, wallClock } from '../runtime/clock';
import { createControl } from './control.dynamodb';
import { createCounterStore } from './counters.dynamodb';
import { createDecisions } from './decisions.dynamodb';
import { createFreeCodes } from './free-codes';
import { createLedgers } from './ledgers.dynamodb';
import { createLiveLaunches } from './live-launches';
import { createPools } from './pools.dynamodb';
import { createProfiles } from './profiles.dynamodb';
import { openTable } from './table';

export interface DecisionTables {
  readonly profiles: string;
  readonly engagement: string;
  readonly control: string;
}

/** The ports of everything that decides, over its three tables; the same for an event, a question and a schedule. */
export const openDecisionStores = (tables: DecisionTables, clock: BusinessClock) => {
  const engagement = openTable(tables.engagement);
  const { loadDefinition, listLaunches, readClock } = createControl(openTable(tables.control));
  const { listFree, loadCode } = createPools(engagement);
  const { readUsed } = createCounterStore(engagement);
  const { readSurroundings, loadPersons, listPersons } = createProfiles(openTable(tables.profiles));
  return {
    clock: businessClock(clock, readClock),
    readSurroundings,
    loadPersons,
    listPersons,
    ...createLedgers(engagement),
    ...createDecisions(engagement),
    loadDefinition,
    liveLaunches: createLiveLaunches({ listLaunches, loadDefinition, readUsed, now: wallClock }),
    freeCodes: createFreeCodes(listFree, wallClock),
    loadCode,
  };
};
