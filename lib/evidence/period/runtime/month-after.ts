/** One month after a moment in UTC: the same day and time of the next month, or its last day where it is shorter. */
export const monthAfter = (moment: Date): Date => {
  const [year, month] = [moment.getUTCFullYear(), moment.getUTCMonth() + 1];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const after = new Date(moment);
  after.setUTCFullYear(year, month, Math.min(moment.getUTCDate(), lastDay));
  return after;
};
