import type { Cast } from '../../../support/e2e/cast';
import type { World } from '../../../support/e2e/world';

/** What scenarios share; asked for inside a test, because it does not exist before. */
export type Stage = () => { readonly world: World; readonly cast: Cast };
