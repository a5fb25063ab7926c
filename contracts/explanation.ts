import type { ChannelKind, DecisionTrigger, ExcludedReason, Exposure } from './decision';
import type { Json } from './event';

/** What was looked at when a condition was judged. */
export type Seen =
  /** How often it happened within the time asked for, and when last; ISO 8601. */
  | { readonly kind: 'times'; readonly times: number; readonly last?: string }
  /** The trait's value; left out where nothing is known. */
  | { readonly kind: 'value'; readonly value?: Json }
  /** The trait holds a personal value, which only the vault has. */
  | { readonly kind: 'personal' }
  | { readonly kind: 'list' };

/** A condition for one person: the manifest's words, whether it holds, and why. */
export interface ConditionTruth {
  readonly words: string;
  readonly holds: boolean;
  /** Left out where the condition is made of others. */
  readonly seen?: Seen;
  /** What a segment, or `any`, is made of; `none` holds where not one of them does. */
  readonly of?: readonly ConditionTruth[];
  readonly join?: 'any' | 'all' | 'none';
}

/** Whether a channel may be used for one person. */
export interface ChannelTruth {
  readonly channel: string;
  readonly kind: ChannelKind;
  readonly vendor?: string;
  readonly consent: 'granted' | 'denied' | 'none';
  /** When the consent that counts was given or taken away. */
  readonly since?: string;
  /** Whether the person may be addressed: by consent, or because the purpose needs none. */
  readonly allowed: boolean;
  /** A pull channel needs no address. */
  readonly reach: 'ok' | 'no-address' | 'bounced';
  /** Set where a message would wait for the end of a quiet time or a blackout: until when; ISO 8601. */
  readonly quietUntil?: string;
}

/** Messages sent within a cap's time, and how many it allows. */
export interface CapTruth {
  readonly sent: number;
  readonly messages: number;
  readonly perSeconds: number;
}

/** What would come of a trigger now, over all live launches. */
export interface Outlook {
  readonly trigger: Pick<DecisionTrigger, 'kind'> & { readonly name: string };
  /** Offers of the launch that would be chosen. */
  readonly chosen: readonly { readonly offer: string; readonly channel: string }[];
  readonly excluded?: { readonly reason: ExcludedReason; readonly detail?: string };
}

/** Why one person would get a launch's offer, or not: every gate by itself, whether or not an earlier one is closed. */
export interface LaunchExplanation {
  /** Business time; ISO 8601. */
  readonly at: string;
  readonly launch: string;
  readonly hash: string;
  /** Undefined where the launch never went live, or has ended. `same`: what is live is what was asked about. */
  readonly deployed?: { readonly state: 'live' | 'paused'; readonly same: boolean };
  readonly window: { readonly startsAt: string; readonly endsAt: string; readonly open: boolean };
  /** Whether the person's data may only be stored (GDPR Art. 18). */
  readonly restricted: boolean;
  readonly purpose: string;
  readonly include: readonly ConditionTruth[];
  readonly exclude: readonly ConditionTruth[];
  readonly channels: readonly ChannelTruth[];
  readonly offers: readonly { readonly offer: string; readonly for?: ConditionTruth; readonly fits: boolean }[];
  readonly caps: { readonly launch: CapTruth; readonly person: CapTruth };
  /** Whether as many people as may be were reached, this one not among them. */
  readonly full: boolean;
  /** `drawn`: the person has been in this arm since the first contact. */
  readonly arm: { readonly arm: Exposure['arm']; readonly drawn: boolean };
  readonly outlook: readonly Outlook[];
}
