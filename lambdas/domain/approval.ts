import type { Vendor } from '../../contracts/vendor';

const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);

/** Whether IT's approval of a vendor is in force; a date that nobody can read is no approval. */
export const isApproved = ({ approval }: Vendor, now: Date): boolean =>
  startOf(approval.date) <= now.getTime() && now.getTime() < startOf(approval.expires);
