import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { controlChange } from '../../stores/control-stream';
import { openTrail } from '../../stores/trail-queue.sqs';
import { createNoteSwitches } from './handler';

/** Entry of the function. */
export const handler = createNoteSwitches({
  controlChange,
  tellTrail: openTrail(requiredEnv('TRAIL_QUEUE_URL')),
  log: createLogger(),
});
