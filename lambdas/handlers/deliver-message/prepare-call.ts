import type { DecisionPolicy, LaunchDefinition, MessageRequest, Offer } from '../../../contracts/decision';
import type { Layouts } from '../../../contracts/layout';
import type { PersonView } from '../../../contracts/profile';
import { plainFields } from '../../../contracts/vendor-fields';
import { type BodyPart, bodyWriter } from '../../domain/body-template';
import { bodyScope, type FieldValues, fieldTokens, fieldValues, type RefusedReason } from '../../domain/delivery';
import { dressMessage } from '../../domain/layout';
import { countryOf, wishedLanguage } from '../../domain/offer-words';
import { poolOf } from '../../domain/pool-codes';
import type { LoadDefinition } from '../../domain/ports/launches';
import type { ValuesOf } from '../../domain/ports/vault';
import { own } from '../../domain/record';
import { renderOffer } from '../../domain/render';
import type { MarkWords } from '../../domain/test-mark';
import type { FindWayOut } from '../../domain/unsubscribe';
import type { SendingVendor } from '../../domain/vendor-call';

/** A message with everything that had to be read for it, in the vendor's shape. */
export type PreparedCall = { readonly refused: RefusedReason } | { readonly refused?: never; readonly part: BodyPart };
export type PrepareCall = (request: MessageRequest, vendor: SendingVendor, view: PersonView) => Promise<PreparedCall>;

/** Undefined where nobody was given one. */
export type CodeOf = (request: MessageRequest, pool: string) => Promise<string | undefined>;

export interface PrepareCallDeps {
  readonly policy: Pick<DecisionPolicy, 'reachableBy'>;
  readonly layouts: Layouts;
  readonly loadDefinition: LoadDefinition;
  readonly valuesOf: ValuesOf;
  readonly findWayOut: FindWayOut;
  /** The one-use code that goes with a message, of a pool. */
  readonly codeOf: CodeOf;
  /** @default - nothing is marked */
  readonly mark?: MarkWords;
}

const offerOf = (definition: LaunchDefinition | undefined, id: string): Offer | undefined =>
  definition?.offers.find((offer) => offer.id === id);

/** Copy speaks of values, never of their hashes. */
const wordsFor = (vendor: SendingVendor, to: FieldValues): FieldValues => {
  const plain = plainFields(vendor.fields);
  return Object.fromEntries(Object.entries(to).filter(([name]) => plain.includes(name)));
};

/**
 * Reads what a message is made of: the vendor's fields and no others from the vault, the offer's words as they were when
 * it was decided.
 */
export const createPrepareCall =
  ({
    policy,
    layouts,
    loadDefinition,
    valuesOf,
    findWayOut,
    codeOf,
    mark = (words) => words,
  }: PrepareCallDeps): PrepareCall =>
  async (request, vendor, view) => {
    const definition = await loadDefinition(request.launch, request.definitionHash);
    const offer = offerOf(definition, request.offer);
    if (offer === undefined) return { refused: 'definition-missing' };

    const tokens = fieldTokens(vendor, view);
    const to = fieldValues(vendor, view, tokens.length === 0 ? new Map() : await valuesOf(tokens));
    const address = own(policy.reachableBy, request.channel);
    if (address !== undefined && to[address] === undefined) return { refused: 'unreachable' };
    const pool = poolOf(offer);
    const code = pool === undefined ? undefined : await codeOf(request, pool);
    const rendered = renderOffer(offer, wordsFor(vendor, to), wishedLanguage(view), code);
    if (!rendered.ok) return { refused: rendered.reason };

    const unsubscribe = await findWayOut(request, view);
    const dressed = dressMessage(layouts, {
      channel: request.channel,
      layout: definition?.channels.use.find(({ channel }) => channel === request.channel)?.layout,
      ...rendered,
      country: countryOf(view),
      unsubscribe: unsubscribe?.url,
    });
    if (!dressed.ok) return { refused: dressed.reason };
    const { content, message } = mark({ content: rendered.content, message: dressed.message });
    const scope = { ...bodyScope(request, to, content), message };
    return { part: bodyWriter(vendor.outbound).render(unsubscribe === undefined ? scope : { ...scope, unsubscribe }) };
  };
