import type { DecisionPolicy, LaunchDefinition, MessageRequest, Offer } from '../../../contracts/decision';
import type { PersonView } from '../../../contracts/profile';
import type { Vendor } from '../../../contracts/vendor';
import { fieldTokens, fieldValues, type RefusedReason } from '../../domain/delivery';
import { wishedLanguage } from '../../domain/offer-words';
import type { LoadDefinition, ReadSecret, ValuesOf, VendorRequest } from '../../domain/ports';
import { renderOffer } from '../../domain/render';
import { keysOf, outboundSecrets, vendorCall } from '../../domain/vendor-call';

/** A message with everything that had to be read for it; `sign` makes the request of one attempt. */
export type PreparedCall =
  | { readonly refused: RefusedReason }
  | { readonly refused?: never; readonly keyId: string; readonly sign: (at: Date) => VendorRequest };
export type PrepareCall = (request: MessageRequest, vendor: Vendor, view: PersonView) => Promise<PreparedCall>;

export interface PrepareCallDeps {
  readonly policy: Pick<DecisionPolicy, 'reachableBy'>;
  readonly loadDefinition: LoadDefinition;
  readonly valuesOf: ValuesOf;
  readonly readSecret: ReadSecret;
}

const offerOf = (definition: LaunchDefinition | undefined, id: string): Offer | undefined =>
  definition?.offers.find((offer) => offer.id === id);

/**
 * Reads what a message is made of: the vendor's fields and no others from the vault, the offer's words as they were when
 * it was decided, the vendor's secrets.
 */
export const createPrepareCall =
  ({ policy, loadDefinition, valuesOf, readSecret }: PrepareCallDeps): PrepareCall =>
  async (request, vendor, view) => {
    const { outbound } = vendor;
    if (outbound === undefined) return { refused: 'approval-missing' };
    const offer = offerOf(await loadDefinition(request.launch, request.definitionHash), request.offer);
    if (offer === undefined) return { refused: 'definition-missing' };

    const tokens = fieldTokens(vendor, view);
    const to = fieldValues(vendor, view, tokens.length === 0 ? new Map() : await valuesOf(tokens));
    const address = policy.reachableBy[request.channel];
    if (address !== undefined && to[address] === undefined) return { refused: 'unreachable' };
    const rendered = renderOffer(offer, to, wishedLanguage(view));
    if (!rendered.ok) return { refused: rendered.reason };

    const names = outboundSecrets(vendor.vendor, outbound);
    const [auth, signing] = await Promise.all([readSecret(names.auth), readSecret(names.signing)]);
    const keys = keysOf(names.signing, signing);
    return {
      keyId: keys.map(({ id }) => id).join(' '),
      sign: (at) => vendorCall({ request }, outbound, { to, content: rendered.content }, { auth, keys, at }),
    };
  };
