import type { FunctionName } from '../bundle/functions';
import { buildModel } from '../governance/analysis/model';
import type { Workspace } from '../workspace';
import type { DataFlow } from './data-flow-schema';
import { FlowMap } from './flow-map';
import { flowsInside } from './flows-inside';
import { recipientsOf } from './recipients';
import type { StageTemplates } from './stacks';

/** Functions that callers outside reach, and the one that reaches vendors: the rules on the gateway say that there is no other. */
const TAKES_EVENTS: FunctionName = 'ingest-events';
const TAKES_WEBHOOKS: FunctionName = 'receive-webhook';
const SENDS: FunctionName = 'deliver-message';

/** The way of personal data: from sources and vendors, through routes, functions, queues and tables, to vendors. */
export const dataFlow = (templates: StageTemplates, workspace: Workspace, asOf: string): DataFlow => {
  const flows = new FlowMap();
  const model = buildModel(templates.stacks);
  flowsInside(model, templates, flows);
  const entry = (fn: FunctionName): string => `entry:${fn}`;
  for (const { source } of workspace.sources) {
    flows.join({ id: `source:${source}`, kind: 'caller', name: source }, entry(TAKES_EVENTS), 'events', 'plain');
  }
  for (const { vendor, inbound } of workspace.vendors) {
    if (inbound === undefined) continue;
    flows.join({ id: `from:${vendor}`, kind: 'caller', name: vendor }, entry(TAKES_WEBHOOKS), 'reports', 'plain');
  }
  for (const { vendor, fields } of recipientsOf(workspace, asOf)) {
    flows.node({ id: `to:${vendor}`, kind: 'recipient', name: vendor });
    for (const { field, form } of fields) {
      flows.edge(`function:${SENDS}`, `to:${vendor}`, form === 'plain' ? field : `${field} (${form})`, 'plain');
    }
  }
  return flows.drawn();
};
