import type { LaunchDefinition } from '../../../contracts/decision';
import type { PlanChange } from '../../../contracts/plan';
import { fieldName } from '../../../contracts/vendor-fields';
import { vendorFor } from '../../workspace/defaults';
import { readCopy } from '../../workspace/read-copy';
import { type Planned, vendorsUsed } from '../parts/used';

/** Vendors that a launch did not send through before, and fields of the customer that its copy did not speak of to any. */
export const newlyLeaving = (planned: Planned, before: LaunchDefinition): readonly PlanChange[] => {
  const former = vendorNames(before);
  const known = copyFields(before);
  const vendors = vendorNames(planned.definition);
  return [
    ...vendors.filter((vendor) => !former.includes(vendor)).map((vendor) => vendorChange(planned, vendor)),
    ...(vendors.length === 0 ? [] : copyFields(planned.definition).filter((field) => !known.includes(field))).map(
      (field): PlanChange => ({ kind: 'field', words: `${field} leaves in the copy, to ${vendors.join(', ')}` }),
    ),
  ];
};

/** Of a launch that is new, the vendors that it chose itself; those of its channels IT has set up for its team. */
export const chosenVendors = (planned: Planned): readonly PlanChange[] => {
  const { workspace, definition } = planned;
  const chosen = definition.channels.use.flatMap(({ channel, vendor }) => {
    const setUp = workspace.channels.find((one) => one.channel === channel);
    return vendor === undefined || vendor === vendorFor(definition.team, setUp) ? [] : [vendor];
  });
  return [...new Set(chosen)].map((vendor) => vendorChange(planned, vendor));
};

const vendorChange = (planned: Planned, vendor: string): PlanChange => {
  const fields = vendorsUsed(planned).find((one) => one.vendor === vendor)?.fields ?? [];
  return { kind: 'vendor', words: `personal data leaves to ${vendor}: ${fields.map(fieldName).join(', ')}` };
};

const vendorNames = ({ channels }: LaunchDefinition): readonly string[] => [
  ...new Set(channels.use.flatMap(({ vendor }) => vendor ?? [])),
];

const copyFields = ({ offers }: LaunchDefinition): readonly string[] => [
  ...new Set(
    offers.flatMap(({ copy }) =>
      Object.values(copy).flatMap(({ headline, body }) => [headline, body].flatMap((text) => readCopy(text).fields)),
    ),
  ),
];
