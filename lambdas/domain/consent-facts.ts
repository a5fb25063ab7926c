import type { BusEvent, Json } from '../../contracts/event';
import { PLATFORM_EVENT } from '../../contracts/names';
import type { ConsentStatus } from '../../contracts/profile';
import { consentKey, EVERY } from './consent';
import { textOf } from './event-text';
import type { ProfileRules } from './profile-rules';
import { isAddress, isBounce, strandsOf } from './strand';

/** What an event says about being addressed; nothing where it says nothing of the kind. */
export interface ConsentFacts {
  readonly consent?: {
    readonly name: string;
    readonly status: ConsentStatus;
    readonly noticeVersion?: string;
    readonly expiresAt?: string;
  };
  /** A denial that a browser states by default, by the same key. */
  readonly signal?: string;
  /** The address that the event belongs to cannot be reached. */
  readonly bounced?: true;
  readonly restricted?: boolean;
}

/** How a browser's default is told from a choice: the `method` of its withdrawal. */
export const BROWSER_DEFAULTS: ReadonlySet<string> = new Set(['gpc']);

/** Reads an event's facts. A withdrawal that names no purpose or channel closes all; a grant that names none opens nothing. */
export const consentFacts = (event: BusEvent, rules: ProfileRules): ConsentFacts => {
  const { properties } = event.detail;
  switch (event.detailType) {
    case PLATFORM_EVENT.consentGranted:
      return granted(properties);
    case PLATFORM_EVENT.consentWithdrawn:
      return withdrawn(event, rules);
    case PLATFORM_EVENT.messageBounced:
      return isBounce(event) && belongsToAddress(event, rules) ? { bounced: true } : {};
    case PLATFORM_EVENT.processingRestricted:
      return { restricted: true };
    case PLATFORM_EVENT.processingReleased:
      return { restricted: false };
    default:
      return {};
  }
};

type Properties = Readonly<Record<string, Json>>;

const granted = (properties: Properties): ConsentFacts => {
  const [purpose, channel] = [textIn(properties, 'purpose'), textIn(properties, 'channel')];
  const name = purpose === undefined || channel === undefined ? undefined : consentKey(purpose, channel);
  if (name === undefined) return {};
  const [noticeVersion, expiresAt] = [textIn(properties, 'noticeVersion'), textIn(properties, 'expiresAt')];
  return {
    consent: {
      name,
      status: 'granted',
      ...(noticeVersion === undefined ? {} : { noticeVersion }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
  };
};

/** A name that cannot be a key is read as every one: whoever says no must not be misunderstood as saying nothing. */
const withdrawn = (event: BusEvent, rules: ProfileRules): ConsentFacts => {
  const { properties } = event.detail;
  const [purpose, channel] = [textIn(properties, 'purpose') ?? EVERY, textIn(properties, 'channel') ?? EVERY];
  if (isBounce(event) && belongsToAddress(event, rules)) return { bounced: true };
  const name = consentKey(purpose, channel) ?? `${EVERY}/${EVERY}`;
  if (BROWSER_DEFAULTS.has(textIn(properties, 'method') ?? '')) return { signal: name };
  const noticeVersion = textIn(properties, 'noticeVersion');
  return { consent: { name, status: 'denied', ...(noticeVersion === undefined ? {} : { noticeVersion }) } };
};

/** A bounce that names no address says nothing about one; a withdrawal because of it then counts as one of the person. */
const belongsToAddress = (event: BusEvent, rules: ProfileRules): boolean => {
  const [strand] = strandsOf(event, rules);
  return strand !== undefined && isAddress(strand, rules);
};

const textIn = textOf<'Consent Granted' | 'Consent Withdrawn'>;
