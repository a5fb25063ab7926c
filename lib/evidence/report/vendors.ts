import { type Html, html } from '../../../contracts/html';
import type { VendorEntry, Vendors } from '../../governance/register/vendor-register';
import { lines, mark, section, table } from './parts';

/** A vendor that receives personal data, with everything that it may receive. */
export interface ReceivingVendor extends Pick<VendorEntry, 'vendor' | 'until' | 'state'> {
  readonly fields: readonly VendorEntry[];
}

/** Vendors that receive at least one field, by name. */
export const byVendor = ({ fields }: Vendors): readonly ReceivingVendor[] =>
  [...new Set(fields.map(({ vendor }) => vendor))].flatMap((vendor) => {
    const own = fields.filter((one) => one.vendor === vendor);
    const [first] = own;
    return first === undefined ? [] : [{ vendor, until: first.until, state: first.state, fields: own }];
  });

/** Which vendor gets which personal data, for what, on what basis, on whose word and until when. */
export const vendorSection = (register: Vendors): Html =>
  section(
    'vendors',
    'Who gets personal data',
    html`<p>Personal data leaves by one function, which sends to these vendors only, and to each only the fields below. From the day in
“until” on, it sends that vendor nothing.</p>
${table<VendorEntry>(
  'Personal data that leaves, by vendor and field',
  [
    { head: 'Vendor', cell: ({ vendor }) => vendor },
    { head: 'Field', cell: ({ field, form }) => (form === 'plain' ? field : `${field}, as ${form}`) },
    { head: 'Purpose and basis', cell: ({ purposes }) => lines(purposes.map((one) => `${one.purpose}: ${one.basis}`)) },
    { head: 'Channels', cell: ({ channels }) => channels.join(', ') },
    { head: 'Agreement, residency', cell: ({ agreement }) => `${agreement.ref}, ${agreement.residency.join(', ')}` },
    { head: 'Approved by', cell: ({ approvedBy, ticket }) => `${approvedBy}, ${ticket}` },
    { head: 'From', cell: ({ from }) => from },
    { head: 'Until', cell: ({ until }) => until },
    { head: 'State', cell: ({ state }) => mark(state === 'approved' ? 'good' : 'bad', state.replace('-', ' ')) },
  ],
  register.fields,
  'No vendor receives personal data.',
)}
${table<Vendors['vendors'][number]>(
  'All vendors of the registry',
  [
    { head: 'Vendor', cell: ({ vendor }) => vendor },
    { head: 'Is sent to', cell: ({ receives, host }) => (receives ? (host ?? 'yes') : 'no') },
    { head: 'Reports back', cell: ({ reports }) => (reports ? 'yes' : 'no') },
  ],
  register.vendors,
  'The registry names no vendor.',
)}`,
  );
