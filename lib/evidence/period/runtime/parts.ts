import type { PeriodPart } from '../input';
import { consentWithdrawals } from './consent-withdrawals';
import { erasures } from './erasures';
import { personalDataReads } from './personal-data-reads';
import { retentionKept } from './retention-kept';
import { vendorEndings } from './vendor-endings';
import { vendorHistory } from './vendor-history';
import { vendorRefusals } from './vendor-refusals';

/** What became of customers' data at run time: readings, erasures, vendors, and how long everything is kept. */
export const runtimeParts: PeriodPart = (input) => {
  const history = vendorHistory(input);
  return [
    ...personalDataReads(input),
    erasures(input),
    consentWithdrawals(input),
    vendorRefusals(input, history),
    vendorEndings(input, history),
    retentionKept(input),
  ];
};
