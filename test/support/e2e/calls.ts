/** One of Segment's calls, as a source sends it in a batch. */
export interface SegmentCall {
  readonly type: 'track' | 'identify' | 'alias' | 'page' | 'screen' | 'group';
  readonly messageId: string;
  readonly event?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly previousId?: string;
  readonly groupId?: string;
  readonly originalTimestamp?: string;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** Whom a call is about. */
export interface Who {
  readonly userId?: string;
  readonly anonymousId?: string;
}

let made = 0;
/** Each call made here has an id of its own. */
const nextId = (): string => {
  made += 1;
  return `m-${made}`;
};

export const track = (who: Who, event: string, properties: Readonly<Record<string, unknown>> = {}): SegmentCall => ({
  type: 'track',
  messageId: nextId(),
  ...who,
  event,
  properties,
});

export const identify = (who: Who, traits: Readonly<Record<string, unknown>> = {}): SegmentCall => ({
  type: 'identify',
  messageId: nextId(),
  ...who,
  traits,
});

/** Consent to a purpose over a channel. */
export const grant = (who: Who, channel: string, purpose = 'personalised-offers'): SegmentCall =>
  track(who, 'Consent Granted', { purpose, channel });

export const withdraw = (who: Who, channel: string, purpose = 'personalised-offers'): SegmentCall =>
  track(who, 'Consent Withdrawn', { purpose, channel });
