import type { Proposal } from '../../../approval';
import { whyNoAddress } from '../../../workspace/checks/vendor-address';
import type { Context } from '../../context';

/** Tells the chat that somebody asks, without a name of a person; why it could not be told, where it could not. */
export const tellChat = async (
  context: Context,
  { subject, stage, plan, needed, argument, judge }: Proposal,
): Promise<{ readonly why: string } | undefined> => {
  const { notify } = judge.approvals;
  if (notify === undefined) return undefined;
  const name = 'env' in notify ? `the variable ${notify.env}` : `the secret ${notify.secret}`;
  const url = 'env' in notify ? context.environment(notify.env) : await secretOf(context, notify.secret);
  if (url === undefined) return { why: `${name} is not set` };
  // The address may hold a key of the chat, so no text repeats it.
  if (whyNoAddress(url) !== undefined) return { why: `${name} holds no public https address` };
  const roles = needed.map(({ role }) => role).join(', ');
  const text = `Tandem asks for approval: ${subject.replace(/^launch:/, '')} (${stage}, plan ${plan.slice(0, 16)}) needs ${roles}. npx tandem approve ${argument}`;
  const status = await context.post(url, { text });
  return typeof status === 'number' && status >= 200 && status < 300
    ? undefined
    : { why: `the chat answers ${status}` };
};

const secretOf = async (context: Context, secret: string): Promise<string | undefined> =>
  (await (await context.services()).secrets.read(secret))?.trim();
