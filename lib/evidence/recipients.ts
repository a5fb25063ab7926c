import { z } from 'zod';
import { vendorRegister } from '../governance/register/vendor-register';
import type { Workspace } from '../workspace';

/** Somebody outside who receives personal data, as `vendors.json` has it. */
export const recipientSchema = z.strictObject({
  vendor: z.string(),
  fields: z.array(z.strictObject({ field: z.string(), form: z.enum(['plain', 'sha256', 'sha256-digits']) })),
  purposes: z.array(z.string()),
  channels: z.array(z.string()),
  agreement: z.string(),
  residency: z.array(z.string()).describe('Regions in which the agreement says that the data stays.'),
  until: z.string().describe('First day without approval.'),
  state: z.enum(['approved', 'not-yet', 'ended']),
});
export type Recipient = z.infer<typeof recipientSchema>;

/** Every vendor that is sent a field of a customer, whether or not its approval holds on a day. */
export const recipientsOf = ({ vendors, purposes }: Workspace, asOf: string): readonly Recipient[] => {
  const { fields } = vendorRegister(vendors, purposes, asOf);
  return [...new Set(fields.map(({ vendor }) => vendor))].flatMap((vendor) => {
    const own = fields.filter((one) => one.vendor === vendor);
    const [first] = own;
    if (first === undefined) return [];
    return [
      {
        vendor,
        fields: own.map(({ field, form }) => ({ field, form })),
        purposes: first.purposes.map(({ purpose }) => purpose),
        channels: [...first.channels],
        agreement: first.agreement.ref,
        residency: [...first.agreement.residency],
        until: first.until,
        state: first.state,
      },
    ];
  });
};
