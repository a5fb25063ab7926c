import { PLATFORM_EVENT } from '../../contracts/names';
import type { SignalRules } from '../../contracts/platform';
import type { Call, ReadItem } from './call';
import { sha256Base64Url } from './canonical';
import { contentText } from './message-id';

/** Where a request comes from, and whether its browser sent `Sec-GPC: 1`. */
export interface SignalSender {
  readonly source: string;
  readonly gpc: boolean;
}

/**
 * What the browsers behind a request's calls say by default: one withdrawal for each rule and each customer named, under an
 * id made from the call's, so that the request sent again says it once.
 */
export const browserDefaults = (
  items: readonly ReadItem[],
  { gpc: rule }: SignalRules,
  sender: SignalSender,
): readonly ReadItem[] => {
  if (rule === undefined || !rule.sources.includes(sender.source)) return [];
  const customers = new Map<string, Call>();
  for (const item of items) {
    if (item.kind !== 'call' || !(sender.gpc || item.call.gpc === true)) continue;
    const customer = customerOf(item.call);
    if (!customers.has(customer)) customers.set(customer, item.call);
  }
  return [...customers.values()].flatMap((call) =>
    rule.withdraws.map((names, at) => ({ kind: 'call', call: withdrawal(call, names, at) }) as const),
  );
};

const customerOf = ({ userId = '', anonymousId = '', externalIds = [], traits }: Call): string =>
  contentText({ userId, anonymousId, externalIds, traits });

const withdrawal = (
  { model: _, ...call }: Call,
  { purpose, channel }: { readonly purpose: string; readonly channel: string },
  at: number,
): Call => ({
  ...call,
  messageId: signalId(call.messageId, at === 0 ? '.gpc' : `.gpc${at + 1}`),
  event: PLATFORM_EVENT.consentWithdrawn,
  properties: { purpose, channel, method: 'gpc', raw: 'Sec-GPC: 1' },
  payload: {},
});

const LONGEST = 100;

const signalId = (messageId: string, suffix: string): string =>
  messageId.length + suffix.length <= LONGEST ? `${messageId}${suffix}` : `long-${sha256Base64Url(messageId)}${suffix}`;
