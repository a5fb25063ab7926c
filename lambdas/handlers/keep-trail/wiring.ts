import { createAppendTrail } from '../../domain/append-trail';
import { wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { controlChange } from '../../stores/control-stream';
import { openTable } from '../../stores/table';
import { createTrailHead } from '../../stores/trail-head.dynamodb';
import { openTrailObjects } from '../../stores/trail-objects.s3';
import { createKeepTrail } from './handler';

const counters = createCounters();
const { readTrailHead, settledFacts, settleBatch } = createTrailHead(openTable(requiredEnv('CONTROL_TABLE')));
const { putBatch, readBatch } = openTrailObjects(requiredEnv('TRAIL_BUCKET'));

/** Entry of the function. */
export const handler = withCounters(
  createKeepTrail({
    controlChange,
    appendTrail: createAppendTrail(
      { readTrailHead, settledFacts, putBatch, readBatch, settleBatch, wallClock },
      requiredEnv('STAGE'),
    ),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
