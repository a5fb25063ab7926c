import type { PeriodPart } from '../input';
import { accessReview } from './access-review';
import { apiClients } from './api-clients';
import { awsPrincipals } from './aws-principals';
import { breakGlass } from './break-glass';
import { peopleHistory } from './people-history';

/** Who could approve and with which key, who called AWS, and who went past the pipeline. */
export const peopleParts: PeriodPart = (input) => {
  const history = peopleHistory(input);
  return [accessReview(input, history), awsPrincipals(input, history), apiClients(input), breakGlass(input, history)];
};
