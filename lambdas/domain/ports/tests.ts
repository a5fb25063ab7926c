import type { LaunchDefinition } from '../../../contracts/decision';
import type { Tester } from '../../../contracts/tester';

/** Keeps a definition that is tested for an hour, under its own hash, apart from those of launches. */
export type SaveTestDefinition = (definition: LaunchDefinition) => Promise<void>;
/** Keeps for an hour how a tester is reached, where personal values may stand. */
export type SaveTester = (id: string, tester: Tester) => Promise<void>;
/** Undefined where the hour is over. Strongly consistent. */
export type LoadTester = (id: string) => Promise<Tester | undefined>;
