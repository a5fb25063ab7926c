import type { Waiver } from '../../../contracts/platform';
import type { Controls } from '../../governance/register/controls';
import type { Register } from '../../governance/register/schema';
import type { Vendors } from '../../governance/register/vendor-register';
import type { Artifacts } from '../artifacts';
import type { LaunchParts } from './launches';

/** What only a bundle tells of an earlier time: a commit would have to be run for it. */
export interface FormerBundle {
  readonly register: Register;
  /** Keys of the rows that each waiver named, by its id. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly frameworks: Controls['frameworks'];
  readonly artifacts: Artifacts;
  /** Texts of the templates, by file. */
  readonly templates: ReadonlyMap<string, string>;
}

/** What is known of an earlier commit, from its files or from a bundle that was written of it. */
export interface Former {
  readonly commit: string;
  /** Day as of which it was judged; of a commit, its own. */
  readonly asOf: string;
  readonly waivers: readonly Waiver[];
  /** Undefined where its files cannot be read as they are written now. */
  readonly vendors: Vendors | undefined;
  /** Of a bundle, as they were to be deployed; of a commit, as they were written. */
  readonly launches: ReadonlyMap<string, LaunchParts>;
  /** @default - only the commit is known */
  readonly bundle?: FormerBundle | undefined;
}
