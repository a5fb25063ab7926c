import type { Purpose } from '../../contracts/platform';
import type { VendorField } from '../../contracts/vendor';
import { fieldName } from '../../contracts/vendor-fields';
import { templateFields } from '../workspace/checks/templates';
import { type Planned, vendorsUsed } from './parts/used';

/** A field of the customer that a vendor receives. */
export interface LeavingField {
  readonly field: string;
  /** As it is, or only its hash. */
  readonly as: 'plain' | 'sha256' | 'sha256-digits';
  /** Whether the words of an offer speak of it. */
  readonly inCopy: boolean;
}

/** Personal data that leaves to one vendor, on what basis and under which approval. */
export interface DataLeaving {
  readonly vendor: string;
  readonly channels: readonly string[];
  readonly fields: readonly LeavingField[];
  readonly purpose: string;
  readonly basis: Purpose['basis'];
  readonly agreement: string;
  readonly residency: readonly string[];
  readonly approval: { readonly by: string; readonly ticket: string; readonly expires: string };
}

/** Everything that leaves to vendors; empty where all channels ask us, so that nothing does. */
export const dataLeaving = (planned: Planned): readonly DataLeaving[] => {
  const { workspace, manifest, definition } = planned;
  const spoken = templateFields(manifest);
  const purpose = workspace.purposes.find((one) => one.purpose === definition.purpose);
  if (purpose === undefined) throw new Error(`platform/purposes.yaml has no "${definition.purpose}".`);
  return vendorsUsed(planned).map(({ vendor, fields, agreement, approval: { by, ticket, expires } }) => ({
    vendor,
    channels: definition.channels.use.filter((use) => use.vendor === vendor).map(({ channel }) => channel),
    fields: fields.map((field) => leaving(field, spoken)),
    purpose: purpose.purpose,
    basis: purpose.basis,
    agreement: agreement.ref,
    residency: agreement.residency,
    approval: { by, ticket, expires },
  }));
};

const leaving = (field: VendorField, spoken: readonly string[]): LeavingField => ({
  field: fieldName(field),
  as: typeof field === 'string' ? 'plain' : field.hash,
  inCopy: spoken.includes(fieldName(field)),
});
