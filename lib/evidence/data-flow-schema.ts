import { z } from 'zod';

/** Who or what data passes, in the order in which a drawing has them from left to right. */
export const FLOW_KINDS = ['caller', 'entry', 'function', 'transport', 'store', 'recipient'] as const;

const nodeSchema = z.strictObject({
  id: z.string(),
  kind: z
    .enum(FLOW_KINDS)
    .describe(
      'caller: a source or vendor that sends. entry: routes and schedules. transport: bus, queues. store: tables, archives. recipient: a vendor that is sent to.',
    ),
  name: z.string(),
});

const edgeSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  what: z.array(z.string()).describe('What passes, or by what right.'),
  personal: z
    .enum(['plain', 'pseudonymous', 'none'])
    .describe('pseudonymous: personal data are tokens; the vault alone knows whose.'),
});

/** `data-flow.json`: the way of personal data through a stage, as its templates and the vendor registry have it. */
export const dataFlowSchema = z.strictObject({ nodes: z.array(nodeSchema), edges: z.array(edgeSchema) });
export type DataFlow = z.infer<typeof dataFlowSchema>;
export type FlowNode = z.infer<typeof nodeSchema>;
export type FlowEdge = z.infer<typeof edgeSchema>;
