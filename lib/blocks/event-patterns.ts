import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';

/** An EventBridge pattern as the service reads it. */
export interface EventPattern {
  readonly source: readonly (string | { readonly prefix: string })[];
  readonly 'detail-type'?: readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Only replayed events carry this field. */
  readonly 'replay-name'?: readonly { readonly exists: boolean }[];
}

const NOT_REPLAYED = { 'replay-name': [{ exists: false }] } as const;

/** Everything that enters, replays included: a replay is how profiles are rebuilt. */
export const EDGE_EVENTS: EventPattern = { source: [{ prefix: SOURCE.edgePrefix }] };

/** Only probes carry this field, and they are nothing that a customer did. */
const NOT_PROBED = { probe: { launch: [{ exists: false }] } } as const;

/** What sets a launch's decision off: an event, or a change of one segment; of probes those of this launch. */
export const launchTrigger = (launch: string, event: string, segment?: string): EventPattern => ({
  source: [SOURCE.resolved],
  'detail-type': [event],
  detail: {
    ...(segment === undefined ? {} : { properties: { segment: [segment] } }),
    $or: [NOT_PROBED, { probe: { launch: [launch] } }],
  },
  ...NOT_REPLAYED,
});

/** Messages for one vendor. */
export const messagesFor = (vendor: string): EventPattern => ({
  source: [SOURCE.decision],
  'detail-type': [PLATFORM_EVENT.messageRequested],
  detail: { properties: { vendor: [vendor] } },
  ...NOT_REPLAYED,
});

/** Everything that decisions and the gateway report. */
export const OUTCOMES: EventPattern = {
  source: [SOURCE.decision, SOURCE.gateway],
  detail: NOT_PROBED,
  ...NOT_REPLAYED,
};

/** What vendors answered who were asked to erase somebody. */
export const ERASURE_REPORTS: EventPattern = {
  source: [SOURCE.gateway],
  'detail-type': [PLATFORM_EVENT.erasureReported],
  ...NOT_REPLAYED,
};

/** Events of customers that results are counted from. */
export const goalEvents = (events: readonly string[]): EventPattern => ({
  source: [SOURCE.resolved],
  'detail-type': events,
  detail: NOT_PROBED,
  ...NOT_REPLAYED,
});
