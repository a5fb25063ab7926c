import type { DecisionPolicy } from '../../../contracts/decision';
import type { PersonView } from '../../../contracts/profile';
import type { AskAddress } from '../../domain/address-consent';
import { personRefusal, type RefusedReason } from '../../domain/delivery';
import type { Clock } from '../../domain/ports/clocks';
import type { AskQuiet } from '../../domain/quiet-time';
import type { ReadView } from '../../domain/read-customer';
import type { Copy } from './endings';

/** Whom a message is for, as far as may be known of them; or why it may not go, or for how many seconds not yet. */
export type Addressee =
  | { readonly refused: RefusedReason }
  | { readonly refused?: never; readonly quietSeconds: number }
  | { readonly refused?: never; readonly quietSeconds?: never; readonly view: PersonView };
export type AskPerson = (copy: Copy) => Promise<Addressee>;

export interface AskCustomerDeps {
  readonly policy: Pick<DecisionPolicy, 'withoutConsent' | 'consentSeconds' | 'reachableBy'>;
  readonly clock: Clock;
  readonly readView: ReadView;
  readonly askQuiet: AskQuiet;
  readonly askAddress: AskAddress;
}

/** Asks the customer's profile whether a message may go now. */
export const createAskCustomer =
  ({ policy, clock, readView, askQuiet, askAddress }: AskCustomerDeps): AskPerson =>
  async ({ request }) => {
    const view = await readView(request.person);
    const now = await clock();
    const refused = personRefusal(request, { view, now, policy });
    if (refused !== undefined || view === undefined) return { refused: refused ?? 'person-unknown' };
    const quietUntil = await askQuiet(request, view, now);
    if (quietUntil !== undefined) {
      if (quietUntil > Date.parse(request.notAfter)) return { refused: 'quiet-time' };
      return { quietSeconds: Math.ceil((quietUntil - now.getTime()) / 1000) };
    }
    const unwanted = await askAddress(request, view);
    return unwanted === undefined ? { view } : { refused: unwanted };
  };
