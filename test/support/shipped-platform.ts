import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readyVendorSchema, type Vendor } from '../../contracts/vendor';
import { compileEdge } from '../../lambdas/domain/edge';
import { edgeSchemas, loadWorkspace, platformConfig, type Workspace } from '../../lib/workspace';
import { compileValidators } from './edge-fixtures';
import type { WebhookPlatform } from './webhook-world';

/** The project's own folder. */
export const ROOT = join(__dirname, '../..');

/** The workspace as it is shipped; throws where it has a file that cannot be read. */
export const shippedWorkspace = (): Workspace => {
  const { workspace } = loadWorkspace(ROOT);
  if (workspace === undefined) throw new Error('The shipped workspace cannot be read: npx tandem check.');
  return workspace;
};

/** Edge and rules of the shipped catalog. */
export const shippedPlatform = (): WebhookPlatform => {
  const workspace = shippedWorkspace();
  const rules = platformConfig(workspace);
  return { edge: compileEdge(rules, compileValidators(Object.fromEntries(edgeSchemas(workspace)))), rules };
};

/** A ready vendor, approved for a year from October 2026. */
export const approvedVendor = (name: string): Vendor => ({
  ...readyVendorSchema.parse(parse(readFileSync(join(ROOT, 'platform/vendors/ready', `${name}.yaml`), 'utf8'))),
  approval: { by: 'it-security', ticket: 'SEC-1', date: '2026-10-01', expires: '2027-10-01' },
  agreement: { ref: 'DPA-1', residency: ['US'] },
});
