import type { Call } from '../../lambdas/domain/call';
import type { Admission, Sender } from '../../lambdas/domain/edge';
import { NOW, shop, testEdge } from './edge-fixtures';

/** A call that the edge lets in, but for what is told. */
export const call = (more: Partial<Call>): Call => ({
  index: 3,
  messageId: 'm1',
  event: 'Product Viewed',
  occurredAt: NOW - 1000,
  receivedAt: NOW,
  userId: 'u1',
  traits: {},
  properties: {},
  synthetic: false,
  payload: { raw: true },
  ...more,
});
/** What becomes of such a call. */
export const admit = (more: Partial<Call>, sender: Sender = shop): Admission =>
  testEdge({ kind: 'call', call: call(more) }, sender);
/** Names and numbers that no literal has. */
export const json = (text: string) => JSON.parse(text) as Record<string, unknown>;
/** Why something was set aside, and where; else what became of it. */
export const fault = (admission: Admission): string =>
  admission.kind === 'quarantined' ? `${admission.item.reason}: ${admission.item.detail}` : admission.kind;
