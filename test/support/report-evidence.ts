import { join } from 'node:path';
import { lockOf } from '../../lib/cli/verbs/evidence/lock';
import { synthesised } from '../../lib/cli/verbs/evidence/synthesise';
import { collectEvidence } from '../../lib/evidence/collect';
import type { Evidence } from '../../lib/evidence/evidence';
import { findingsOf } from '../../lib/evidence/findings';
import { lockFileSchema } from '../../lib/evidence/lock-file';
import { inflated } from '../../lib/evidence/report/browser/inflate';
import { type ShownRow, shownRow, unpacked } from '../../lib/evidence/report/browser/query';
import { sbomOf } from '../../lib/evidence/sbom';
import { controlRegister } from '../../lib/governance/register/controls';
import { evaluate } from '../../lib/governance/register/evaluate';
import { buildRegister } from '../../lib/governance/register/register';
import type { About, Register } from '../../lib/governance/register/schema';
import { waiverRegister } from '../../lib/governance/register/waiver-register';
import { stageContext } from '../../lib/stacks/compose';
import { loadWorkspace } from '../../lib/workspace';
import { COMMITTED_AT } from './evidence';

/** Of what the registers of tests are. */
export const ABOUT: About = {
  organisation: 'Coats',
  stage: 'prod',
  account: '111122223333',
  region: 'us-east-1',
  realCustomers: true,
  commit: '0123456789abcdef0123456789abcdef01234567',
  committedAt: '2026-11-22T12:00:00.000Z',
  changed: [],
  asOf: '2026-11-22',
  tools: { tandem: '0.1.0' },
};

/** Evidence that has a register and nothing else. */
export const evidenceOf = (register: Register): Evidence => {
  const { asOf } = register.about;
  const frameworks = controlRegister(register);
  return {
    register,
    findings: findingsOf(register, frameworks),
    controls: { asOf, meaning: 'designed: a rule keeps.', frameworks },
    waivers: [],
    vendors: { asOf, vendors: [], fields: [] },
    processing: {
      asOf,
      controller: { name: register.about.organisation },
      gaps: [],
      region: register.about.region,
      identifiers: [],
      activities: [],
      recipients: [],
      retention: [],
      measures: [],
    },
    flow: { nodes: [], edges: [] },
    access: { asOf, agrees: true, differences: [], permissions: [] },
    artifacts: { templates: [], bundles: [] },
    templates: new Map(),
    sbom: sbomOf(lockFileSchema.parse({ name: 'coats', version: '1.0.0', lockfileVersion: 3, packages: {} }), {}),
    workspace: { waivers: [], launches: [] },
  };
};

/** Evidence of the prod stage of a project. */
export const projectEvidence = (root: string, changes?: Evidence['changes']): Evidence => {
  const asOf = new Date(COMMITTED_AT);
  const { workspace } = loadWorkspace(root, { asOf });
  if (workspace === undefined) throw new Error('The project has mistakes.');
  const stage = stageContext(workspace.platform, 'prod');
  const { app, templates } = synthesised(root, workspace, stage);
  const register = buildRegister({
    about: { ...ABOUT, asOf: COMMITTED_AT.slice(0, 10) },
    evaluated: evaluate(app, { workspace, stage, asOf }),
    waivers: workspace.waivers,
    leftOut: [],
  });
  const collected = collectEvidence({
    templates,
    workspace,
    stage,
    register,
    waivers: waiverRegister(register, workspace.waivers, []),
    lock: lockOf(root),
    handlersDir: join(root, 'dist/handlers'),
  });
  return { ...collected, changes };
};

/** The rows that a report holds, as its script reads them. */
export const rowsIn = async (page: string): Promise<readonly ShownRow[]> => {
  const [, text = ''] = /<script type="application\/octet-stream" id="rows-data">([^<]*)</.exec(page) ?? [];
  const rows = unpacked(await inflated(text));
  return Array.from({ length: rows.count }, (_, row) => shownRow(rows, row));
};
