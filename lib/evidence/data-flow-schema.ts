import { z } from 'zod';

/** Who or what data passes, in the order in which it does. */
export const FLOW_KINDS = ['caller', 'entry', 'function', 'transport', 'store', 'recipient'] as const;

const nodeSchema = z.strictObject({
  id: z.string(),
  kind: z
    .enum(FLOW_KINDS)
    .describe(
      'caller: who sends or asks. entry: routes and schedules. transport: bus, queues. store: tables, archives, buckets. recipient: a vendor that is sent to.',
    ),
  name: z.string(),
  caller: z
    .enum(['source', 'vendor', 'token', 'customer'])
    .optional()
    .describe(
      'Of a caller: who it is. token: whoever holds a token of the identity provider. customer: with a link of its own.',
    ),
  storage: z.enum(['table', 'archive', 'bucket']).optional().describe('Of a store: what it is.'),
});

const edgeSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  what: z
    .array(z.string())
    .describe('What passes, or by what right; of callers, kinds of personal data that the catalog lets them send.'),
  personal: z
    .enum(['plain', 'pseudonymous', 'none'])
    .describe('pseudonymous: personal data are tokens; the vault alone knows whose.'),
});

/** `data-flow.json`: the way of personal data through a stage, as its templates and the vendor registry have it. */
export const dataFlowSchema = z.strictObject({ nodes: z.array(nodeSchema), edges: z.array(edgeSchema) });
export type DataFlow = z.infer<typeof dataFlowSchema>;
export type FlowNode = z.infer<typeof nodeSchema>;
export type FlowEdge = z.infer<typeof edgeSchema>;
