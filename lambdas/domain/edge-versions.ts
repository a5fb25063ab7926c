import type { PlatformConfig } from '../../contracts/platform-config';
import type { Call } from './call';
import { compileEdgeEvent, type EdgeEvent, type Validators } from './edge-event';

/** The event of the version that a sender writes, or why there is none. */
export type FoundEvent = EdgeEvent | 'unknown-event' | 'unknown-version';

/**
 * Compiles every event of the catalog. Found is the latest version; or, where a call names a MODEL, that one's last version,
 * as long as it is not retired.
 */
export const compileVersions = (catalog: PlatformConfig['catalog'], validators: Validators) => {
  const latest = new Map<string, EdgeEvent>();
  const models = new Map<string, EdgeEvent>();
  for (const [name, entry] of Object.entries(catalog)) {
    const event = compileEdgeEvent(name, entry, validators);
    latest.set(name, event);
    models.set(modelKey(name, entry.schema), event);
    for (const former of entry.former ?? []) {
      models.set(modelKey(name, former.schema), compileEdgeEvent(name, former, validators, former.schema));
    }
  }
  return ({ event, model }: Call): FoundEvent => {
    const found = latest.get(event);
    if (found === undefined || model === undefined) return found ?? 'unknown-event';
    return models.get(`${event}/${model}`) ?? 'unknown-version';
  };
};

/** `Order Completed/2` of `Order Completed/2-0-1`. */
const modelKey = (name: string, schema: string): string =>
  `${name}/${Number.parseInt(schema.slice(name.length + 1), 10)}`;
