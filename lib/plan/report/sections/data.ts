import type { DataLeaving, LeavingField } from '../../data-leaving';
import type { LaunchPlan } from '../../plan';
import { type Section, tableOf } from '../document';

const BASES: Readonly<Record<DataLeaving['basis'], string>> = {
  consent: 'consent',
  contract: 'contract',
  legal_obligation: 'legal obligation',
  vital_interests: 'vital interests',
  public_task: 'public task',
  legitimate_interests: 'legitimate interests',
};

/** A field as a vendor gets it. */
export const fieldText = ({ field, as, inCopy }: LeavingField): string =>
  `${field}${as === 'plain' ? '' : ' (only its hash)'}${inCopy ? ' (in the copy)' : ''}`;

/** The purpose with its lawful basis. */
export const basisText = ({ purpose, basis }: DataLeaving): string => `${purpose}: ${BASES[basis]} (GDPR Art. 6)`;

/** Who outside gets which personal data, on what basis. */
export const dataSection = ({ data }: LaunchPlan): Section => ({
  id: 'data',
  title: 'Personal data that leaves',
  view: 'marketing',
  blocks: [
    tableOf(
      ['to', 'for', 'fields', 'purpose and basis', 'agreement', 'kept in', 'approved'],
      data.map((one) => [
        one.vendor,
        one.channels.join(', '),
        one.fields.map(fieldText).join(', '),
        basisText(one),
        one.agreement,
        one.residency.join(', '),
        `${one.approval.by}, ${one.approval.ticket}, until ${one.approval.expires}`,
      ]),
      'None: no vendor gets anything.',
    ),
  ],
});
