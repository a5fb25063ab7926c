import type { FunctionName } from '../bundle/functions';
import { buildModel } from '../governance/analysis/model';
import type { Workspace } from '../workspace';
import type { DataFlow } from './data-flow-schema';
import { FlowMap } from './flow-map';
import { flowsInside } from './flows-inside';
import { recipientsOf } from './recipients';
import { kindsFromSource, kindsFromVendor } from './sent-kinds';
import type { StageTemplates } from './stacks';

/** Functions that callers outside reach without a token, and the one that reaches vendors: the rules on the gateway say that there is no other. */
const TAKES_EVENTS: FunctionName = 'ingest-events';
const TAKES_WEBHOOKS: FunctionName = 'receive-webhook';
const SHOWS_PREFERENCES: FunctionName = 'preference-centre';
const SENDS: FunctionName = 'deliver-message';

/** The way of personal data: from sources and vendors, through routes, functions, queues and tables, to vendors. */
export const dataFlow = (templates: StageTemplates, workspace: Workspace, asOf: string): DataFlow => {
  const flows = new FlowMap();
  const model = buildModel(templates.stacks);
  flowsInside(model, templates, flows);
  callers(workspace, flows);
  for (const { vendor, fields } of recipientsOf(workspace, asOf)) {
    flows.node({ id: `to:${vendor}`, kind: 'recipient', name: vendor });
    for (const { field, form } of fields) {
      flows.edge(`function:${SENDS}`, `to:${vendor}`, form === 'plain' ? field : `${field} (${form})`, 'plain');
    }
  }
  return flows.drawn();
};

const callers = (workspace: Workspace, flows: FlowMap): void => {
  const entry = (fn: FunctionName): string => `entry:${fn}`;
  for (const { source } of workspace.sources) {
    const node = flows.node({ id: `source:${source}`, kind: 'caller', caller: 'source', name: source });
    for (const kind of kindsFromSource(source, workspace)) flows.edge(node, entry(TAKES_EVENTS), kind, 'plain');
  }
  for (const vendor of workspace.vendors) {
    if (vendor.inbound === undefined) continue;
    const { vendor: name } = vendor;
    const node = flows.node({ id: `from:${name}`, kind: 'caller', caller: 'vendor', name });
    for (const kind of kindsFromVendor(vendor, workspace)) flows.edge(node, entry(TAKES_WEBHOOKS), kind, 'plain');
  }
  const customer = flows.node({ id: 'customers', kind: 'caller', caller: 'customer', name: 'customers' });
  flows.edge(customer, entry(SHOWS_PREFERENCES), 'link of their own, consent', 'plain');
};
