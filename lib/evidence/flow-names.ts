import type { ModelResource } from '../governance/analysis/model';
import type { FlowNode } from './data-flow-schema';

/** Names without the stage's prefix, account and region, so that the way of data is told the same in every stage. */
export class FlowNames {
  constructor(readonly prefix: string) {}

  public of({ name, account, region }: ModelResource, kind: FlowNode['kind']): FlowNode {
    const bare = name.endsWith(`-${account}-${region}`) ? name.slice(0, -`-${account}-${region}`.length) : name;
    const short = bare.startsWith(this.prefix) ? bare.slice(this.prefix.length) : bare;
    return { id: `${kind}:${short}`, kind, name: short };
  }
}
