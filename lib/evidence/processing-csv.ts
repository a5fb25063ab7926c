import { csv } from '../governance/register/csv';
import type { Processing } from './processing-schema';

const COLUMNS = [
  'purpose',
  'title',
  'basis',
  'dataSubjects',
  'event',
  'categories',
  'retention',
  'launches',
  'recipients',
  'residency',
  'controller',
] as const;

/** The record of processing as CSV: a line for each event of each purpose, and one for a purpose without events. */
export const processingCsv = ({ controller, activities, recipients }: Processing): string => {
  const residency = (vendors: readonly string[]): readonly string[] => [
    ...new Set(recipients.filter(({ vendor }) => vendors.includes(vendor)).flatMap((one) => one.residency)),
  ];
  return csv(
    COLUMNS,
    activities.flatMap((activity) => {
      const common = {
        purpose: activity.purpose,
        title: activity.title,
        basis: activity.basis,
        dataSubjects: activity.dataSubjects,
        launches: activity.launches.map(({ launch }) => launch),
        recipients: activity.recipients,
        residency: residency(activity.recipients),
        controller: controller.name,
      };
      if (activity.events.length === 0) return [{ ...common, event: '', categories: [], retention: '' }];
      return activity.events.map(({ event, personal, retention }) => ({
        ...common,
        event,
        categories: [...personal, 'behaviour'],
        retention,
      }));
    }),
  );
};
