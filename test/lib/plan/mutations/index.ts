import type { Mutation } from './mutation';
import { LAUNCH_DECIDES } from './of-the-launch';
import { PLATFORM_DECIDES } from './of-the-platform';

export { DECIDES_NOT } from './idle';
export { type Change, mutated } from './mutation';

/** Everything that decides what the launch does: one change each, and the parts that name it. */
export const DECIDES: readonly Mutation[] = [...LAUNCH_DECIDES, ...PLATFORM_DECIDES];
