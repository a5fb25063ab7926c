import type { Controls } from '../governance/register/controls';
import type { Register } from '../governance/register/schema';
import type { Vendors } from '../governance/register/vendor-register';
import type { WaiverEntry } from '../governance/register/waiver-register';
import type { Workspace } from '../workspace';
import type { AccessMatrix } from './access-matrix';
import type { Artifacts } from './artifacts';
import type { Changes } from './changes/schema';
import type { DataFlow } from './data-flow-schema';
import type { Findings } from './findings';
import type { Processing } from './processing-schema';
import type { Sbom } from './sbom';

/** Everything that `build/` of a bundle says of one commit and one stage, before it is written in any format. */
export interface Evidence {
  readonly register: Register;
  readonly findings: Findings;
  readonly controls: Controls;
  readonly waivers: readonly WaiverEntry[];
  /** What is not as it was at an earlier commit. @default - nobody asked */
  readonly changes?: Changes | undefined;
  readonly vendors: Vendors;
  readonly processing: Processing;
  readonly flow: DataFlow;
  readonly access: AccessMatrix;
  readonly artifacts: Artifacts;
  /** Templates in canonical JSON, by file. */
  readonly templates: ReadonlyMap<string, string>;
  readonly sbom: Sbom;
  readonly workspace: Pick<Workspace, 'waivers' | 'launches'>;
}
