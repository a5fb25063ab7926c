import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, refuse } from '../../answer';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';
import { HELD, SETTLE_MS, STOPPED, stampOf } from '../pause';

const fileOf = (vendor: string): string => `platform/vendors/${vendor}.yaml`;

/** Stops everything to and from a vendor, or lets it go on. Its approval is another matter, and still holds or not. */
export const setVendor = async (context: Context, vendor: string, state: 'active' | 'suspended'): Promise<Answer> => {
  if (!isInRegistry(context, vendor)) return notInRegistry(vendor);
  const { control } = await context.services();
  const before = await control.vendorState(vendor);
  if (before.state === 'revoked' && (state === 'suspended' || before.ticket === ticketOf(context, vendor))) {
    return refuse(revoked(vendor, before.ticket));
  }
  await control.setVendor(vendor, state, stampOf(context));
  if (state === 'suspended') await context.wait(SETTLE_MS);
  const line = state === 'suspended' ? `"${vendor}" is suspended. ${STOPPED}` : `"${vendor}" is active again. ${HELD}`;
  return { data: { vendor, state }, lines: [line] };
};

/** Takes a vendor's approval back, in seconds and without a deployment; only an approval under another ticket lets it in again. */
export const revokeVendor = async (context: Context, vendor: string): Promise<Answer> => {
  if (!isInRegistry(context, vendor)) return notInRegistry(vendor);
  const { control } = await context.services();
  const ticket = ticketOf(context, vendor);
  await control.setVendor(vendor, 'revoked', stampOf(context), ticket);
  await context.wait(SETTLE_MS);
  const line = `The approval of "${vendor}" (${ticket}) is revoked. ${STOPPED} Its webhooks and its messages are refused.`;
  return { data: { vendor, state: 'revoked', ticket }, lines: [line] };
};

const isInRegistry = ({ root }: Context, vendor: string): boolean => existsSync(join(root, fileOf(vendor)));

const ticketOf = (context: Context, vendor: string): string => {
  const found = context.workspace().workspace?.vendors.find((one) => one.vendor === vendor);
  if (found === undefined) throw new EnvironmentError('The workspace cannot be read: npx tandem check says why.');
  return found.approval.ticket;
};

const notInRegistry = (vendor: string): Answer =>
  refuse(fileFinding('vendor.notInRegistry', fileOf(vendor), `there is no vendor "${vendor}"`, 'Check the name.'));

const revoked = (vendor: string, ticket: string) =>
  fileFinding(
    'vendor.revoked',
    fileOf(vendor),
    `the approval ${ticket} of "${vendor}" is revoked`,
    'Have the vendor approved anew, under another ticket, deploy, and resume it then.',
  );
