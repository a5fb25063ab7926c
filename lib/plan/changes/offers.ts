import type { Copy, Gives, Offer } from '../../../contracts/decision';
import { moneyText } from '../../../contracts/money';
import type { PlanChange } from '../../../contracts/plan';
import { asNamed } from '../parts/conditions';
import { isSame } from './same';

/** What differs between the offers of two definitions: which there are, for whom, what they give and what they say. */
export const offerChanges = (now: readonly Offer[], before: readonly Offer[]): readonly PlanChange[] => {
  const former = new Map(before.map((offer) => [offer.id, offer]));
  const gone = before.filter(({ id }) => now.every((offer) => offer.id !== id));
  const stayed = now.filter(({ id }) => former.has(id)).map(({ id }) => id);
  const order = before.map(({ id }) => id).filter((id) => stayed.includes(id));
  return [
    ...now.flatMap((offer) => changesOfOne(offer, former.get(offer.id))),
    ...gone.map(({ id }): PlanChange => ({ kind: 'offer', words: `offer ${id} is gone` })),
    ...(isSame(stayed, order) ? [] : [{ kind: 'offer' as const, words: 'offers stand in another order' }]),
  ];
};

const changesOfOne = (offer: Offer, before: Offer | undefined): readonly PlanChange[] => {
  const { id } = offer;
  const differs = (part: keyof Offer): boolean => !isSame(offer[part], before?.[part]);
  return [
    ...(before === undefined ? [{ kind: 'offer' as const, words: `offer ${id} is new` }] : []),
    ...(before !== undefined && differs('for') ? [{ kind: 'offer' as const, words: whomWords(offer, before) }] : []),
    ...(before !== undefined && differs('code')
      ? [{ kind: 'offer' as const, words: `offer ${id} has another code` }]
      : []),
    ...(differs('gives') ? [discountChange(id, offer.gives, before?.gives)] : []),
    ...copyChanges(id, offer.copy, before?.copy ?? {}),
  ];
};

const whomWords = (offer: Offer, before: Offer): string =>
  isSame(offer.for && asNamed(offer.for), before.for && asNamed(before.for))
    ? `offer ${offer.id}: its segment or computed trait means something else`
    : `offer ${offer.id} is for others than before`;

const discountChange = (id: string, now: Gives | undefined, before: Gives | undefined): PlanChange => {
  const amount = now?.atMost ?? now?.amountOff;
  return {
    kind: 'discount',
    words: `offer ${id}: ${givesWords(before)} -> ${givesWords(now)}`,
    ...(amount === undefined ? {} : { amount }),
  };
};

/** What an offer takes off, in words. */
export const givesWords = (gives: Gives | undefined): string => {
  if (gives === undefined) return 'gives nothing';
  const { percentOff, amountOff, of, atMost } = gives;
  return [
    ...(percentOff === undefined ? [] : [`${percentOff} % off`]),
    ...(amountOff === undefined ? [] : [`${moneyText(amountOff)} off`]),
    ...(of === undefined ? [] : [Object.values(of).join(', ')]),
    ...(atMost === undefined ? [] : [`at most ${moneyText(atMost)}`]),
  ].join(' ');
};

const copyChanges = (
  id: string,
  now: Readonly<Record<string, Copy>>,
  before: Readonly<Record<string, Copy>>,
): readonly PlanChange[] => {
  const languages = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  const changed = languages.flatMap((language): readonly PlanChange[] => {
    if (isSame(now[language], before[language])) return [];
    const how = before[language] === undefined ? 'new' : now[language] === undefined ? 'gone' : 'changed';
    return [{ kind: 'copy', words: `offer ${id}: words in ${language} are ${how}` }];
  });
  const reordered = changed.length === 0 && !isSame(Object.keys(now), Object.keys(before));
  return reordered ? [{ kind: 'copy', words: `offer ${id}: another language speaks where none fits` }] : changed;
};
