import { PLAN_PARTS, type PlanFingerprint } from '../../../contracts/plan';
import { approvalOf } from '../../approval';
import { type Answer, refuse } from '../answer';
import { fileFinding } from '../codes';
import type { Context } from '../context';

/**
 * Why a paused launch may not go on: one of those who approved what is in its row has not any more. Undefined where it may, and
 * where there is no row to judge. What its file says by now is another plan, and no matter here.
 */
export const notApprovedAnyMore = async (context: Context, launch: string): Promise<Answer | undefined> => {
  const { control } = await context.services();
  const row = (await control.launches()).find((one) => one.launch === launch);
  if (row?.state !== 'paused') return undefined;
  const { plan = '', approvedBy = [] } = row;
  const fingerprint: PlanFingerprint = { launch, stage: context.stage, hash: plan, parts: NO_PARTS };
  const { state, given, findings } = await approvalOf(context, launch, { fingerprint, changes: [] });
  if (state === 'not-needed') return undefined;
  const missing = approvedBy.filter((person) => given.every((one) => one.person !== person));
  if (approvedBy.length > 0 && missing.length === 0) return undefined;
  const who = approvedBy.length === 0 ? 'nobody approved it' : `${missing.join(', ')} no longer approves it`;
  const message = `what is paused is plan ${plan.slice(0, 16)}, and ${who}`;
  const fix = `Ask for approval of that plan again, or end it: npx tandem end ${launch}`;
  const asked = fileFinding('launch.notApproved', `launches/${launch}.yaml`, message, fix);
  return refuse(asked, ...findings);
};

/** What the plan was made of is told by its approvals alone. */
const NO_PARTS = Object.fromEntries(PLAN_PARTS.map((part) => [part, ''])) as PlanFingerprint['parts'];
