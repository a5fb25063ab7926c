import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Vendor } from '../../../../contracts/vendor';
import type { Inbound } from '../../../../contracts/vendor-inbound';
import { type Answer, refuse } from '../../answer';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';

/** A vendor of the registry that sends webhooks, or the refusal of one that does not. */
export const inboundVendor = (
  context: Context,
  name: string,
): { readonly vendor: Vendor; readonly inbound: Inbound } | { readonly refusal: Answer } => {
  const file = `platform/vendors/${name}.yaml`;
  const unknown = (why: string) => ({
    refusal: refuse(fileFinding('vendor.notInRegistry', file, why, 'Check the name.')),
  });
  if (!existsSync(join(context.root, file))) return unknown(`there is no vendor "${name}"`);
  const vendors = context.workspace().workspace?.vendors;
  if (vendors === undefined) throw new EnvironmentError('The workspace cannot be read: npx tandem check says why.');
  const vendor = vendors.find((one) => one.vendor === name);
  return vendor?.inbound === undefined ? unknown(`"${name}" sends no webhooks`) : { vendor, inbound: vendor.inbound };
};
