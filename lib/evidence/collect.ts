import type { StageContext } from '../blocks/stage-context';
import { type Controls, controlRegister } from '../governance/register/controls';
import type { Register } from '../governance/register/schema';
import { vendorRegister } from '../governance/register/vendor-register';
import type { WaiverEntry } from '../governance/register/waiver-register';
import type { Workspace } from '../workspace';
import { accessMatrix } from './access-matrix';
import { artifacts, templateFiles } from './artifacts';
import { dataFlow } from './data-flow';
import type { Evidence } from './evidence';
import { findingsOf } from './findings';
import type { LockFile } from './lock-file';
import { processingRecord } from './processing';
import { sbomOf } from './sbom';
import type { StageTemplates } from './stacks';

export interface CollectProps {
  readonly templates: StageTemplates;
  readonly workspace: Workspace;
  readonly stage: StageContext;
  readonly register: Register;
  readonly waivers: readonly WaiverEntry[];
  readonly lock: LockFile;
  /** Folder with one bundle per handler. */
  readonly handlersDir: string;
}

/** So that nobody takes design for more than it is. */
const MEANING =
  'designed: at least one rule that is mapped to the control keeps on something, and none is broken. It does not say that the control is met in full. operated: records of a period in this bundle show it beside.';

/** Everything that a build can say of a stage, derived from its templates, its YAML and its lock file. */
export const collectEvidence = (props: CollectProps): Evidence => {
  const { templates, workspace, stage, register, waivers, lock, handlersDir } = props;
  const { asOf } = register.about;
  const files = templateFiles(templates);
  const controls: Controls = { asOf, meaning: MEANING, frameworks: controlRegister(register) };
  return {
    register,
    findings: findingsOf(register, controls.frameworks),
    controls,
    waivers,
    vendors: vendorRegister(workspace.vendors, workspace.purposes, asOf),
    processing: processingRecord({
      workspace,
      templates,
      region: stage.settings.region,
      asOf,
      frameworks: controls.frameworks,
    }),
    flow: dataFlow(templates, workspace, asOf),
    access: accessMatrix(templates, workspace.access, asOf),
    artifacts: artifacts(templates, files, handlersDir),
    templates: files,
    sbom: sbomOf(lock, { license: lock.packages['']?.license ?? '' }),
    workspace,
  };
};
