import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Capacity = { readonly CapacityUnits?: number | undefined };

/** Units that the service reports for what a document client does between two calls of `reset`. */
export interface UnitMeter {
  readonly reset: () => void;
  readonly writes: () => number;
  readonly reads: () => number;
}

const READS = new Set(['GetCommand', 'BatchGetCommand', 'QueryCommand', 'GetItemCommand', 'BatchGetItemCommand']);

const unitsOf = (output: unknown): number => {
  const consumed = (output as { ConsumedCapacity?: Capacity | readonly Capacity[] }).ConsumedCapacity;
  const parts: readonly Capacity[] = Array.isArray(consumed)
    ? consumed
    : consumed === undefined
      ? []
      : [consumed as Capacity];
  return parts.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
};

/** Has every call of the client report its units, and adds them up. Conditional writes that fail report none: see the size model. */
export const meterUnits = (client: DynamoDBDocumentClient): UnitMeter => {
  let reads = 0;
  let writes = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = context.commandName ?? '';
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const units = unitsOf(result.output);
      if (READS.has(command)) reads += units;
      else writes += units;
      return result;
    },
    { step: 'initialize', name: 'meterUnits' },
  );
  return {
    reset: () => {
      reads = 0;
      writes = 0;
    },
    reads: () => reads,
    writes: () => writes,
  };
};
