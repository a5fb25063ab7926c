import type { Clock } from '../domain/ports/clocks';
import { type BusinessClock, businessClock, wallClock } from '../runtime/clock';
import { createControl } from './control.dynamodb';
import { openTable } from './table';

/** Business time. `controlTable` is asked only where time is the control store's: elsewhere a function may not even know it. */
export const openBusinessClock = (kind: BusinessClock, controlTable: () => string): Clock =>
  kind === 'wall'
    ? async () => wallClock()
    : businessClock('control', createControl(openTable(controlTable())).readClock);
