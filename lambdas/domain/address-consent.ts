import type { DecisionPolicy, MessageRequest } from '../../contracts/decision';
import type { IdentityType } from '../../contracts/identity';
import type { PersonView, StrandId, StrandState } from '../../contracts/profile';
import { latestRecord } from './consent';
import { bouncedAddresses, joinConsent } from './consent-join';
import type { ReadStrandState } from './read-customer';
import { own } from './record';
import { strandOf } from './strand';

export interface AddressRules {
  readonly types: readonly Pick<IdentityType, 'type' | 'from'>[];
  readonly reachableBy: DecisionPolicy['reachableBy'];
}

/**
 * Strands of the address that a message goes to, as far as they are not the person's own: of an address that several
 * customers have, and of one that a customer has as a trait alone. What own strands were told is in the view.
 */
export const addressStrands = (
  channel: string,
  { traits, members }: Pick<PersonView, 'traits' | 'members'>,
  { types, reachableBy }: AddressRules,
): readonly StrandId[] => {
  const trait = own(reachableBy, channel);
  const token = trait === undefined ? undefined : own(traits, trait)?.value;
  if (typeof token !== 'string') return [];
  return types
    .filter(({ from }) => from === trait)
    .map(({ type }) => strandOf({ type, token }))
    .filter((strand) => !members.includes(strand));
};

/**
 * What an address was told that forbids a message to anybody who has it: a withdrawal, unless taken back at the same
 * address since, or that it cannot be reached. A grant to it allows nothing, and one that has ended forbids nothing.
 */
export const addressRefusal = (
  { purpose, channel }: Pick<MessageRequest, 'purpose' | 'channel'>,
  strand: StrandId,
  state: StrandState,
): 'no-consent' | 'unreachable' | undefined => {
  const consent = joinConsent([[strand, state]], () => '');
  if (latestRecord({ consent }, purpose, channel)?.status === 'denied') return 'no-consent';
  return bouncedAddresses([[strand, state]]).length > 0 ? 'unreachable' : undefined;
};

/** Asks the address itself, which costs a read only where it is not one of the person's own strands. */
export type AskAddress = (request: MessageRequest, view: PersonView) => Promise<ReturnType<typeof addressRefusal>>;

export const createAskAddress =
  (rules: AddressRules, readStrandState: ReadStrandState): AskAddress =>
  async (request, view) => {
    const strands = addressStrands(request.channel, view, rules);
    const answers = await Promise.all(
      strands.map(async (strand) => {
        const state = await readStrandState(strand);
        return state === undefined ? undefined : addressRefusal(request, strand, state);
      }),
    );
    return answers.find((answer) => answer !== undefined);
  };
