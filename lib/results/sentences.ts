import { type Comparison, FEWEST } from './comparison';
import type { Costs, NoCost } from './costs';
import { counted, interval, money, number, people, percent, plainPercent, points } from './format';
import type { GoalResults } from './goal-results';
import type { LaunchResults } from './launch-results';

/** What the comparison says, in one sentence. */
export const verdictSentence = ({ verdict, treated, heldOut, lift }: Comparison): string => {
  const gap = lift === undefined ? '' : `${points(lift.value)} points, 95% interval ${interval(lift, points)}`;
  switch (verdict) {
    case 'more':
      return `People who were reached meet the goal more often than those who were held out: ${gap}.`;
    case 'fewer':
      return `People who were reached meet the goal LESS often than those who were held out: ${gap}.`;
    case 'unclear':
      return `No lift can be told from chance: ${gap}, which includes none at all.`;
    case 'too-early':
      return (
        `Too early to say: ${people(treated.people)} reached, ${number(heldOut.people)} held out, ` +
        `${number(treated.met + heldOut.met)} met the goal; below ${FEWEST.people} people an arm or ${FEWEST.goals} ` +
        'goals in all nothing is judged.'
      );
    case 'nobody-held-out':
      return 'Nobody was held out: what would have happened without the launch cannot be said.';
    case 'nobody-reached':
      return 'Nobody has been reached yet.';
  }
};

/** What the target asks for; undefined where there is nothing to say. */
export const targetSentence = ({ target, heldOut, treated }: Comparison): string | undefined => {
  if (target === undefined || target.state === 'seen') return undefined;
  const aim = `the target of ${plainPercent(target.share)}`;
  switch (target.state) {
    case 'more-people': {
      const share = heldOut.people / (treated.people + heldOut.people);
      return (
        `To see a lift up to ${aim}, four times in five, it takes about ${people(target.morePeople ?? 0)} more, ` +
        `${percent(share)} of them held out as now.`
      );
    }
    case 'enough-people':
      return `There are enough people to see a lift up to ${aim} four times in five.`;
    case 'met-anyway':
      return `${percent(heldOut.met / heldOut.people)} of those who were held out met the goal, and so ${aim}, without the launch.`;
    case 'cannot-be-said':
      return `How many more people it takes to see a lift up to ${aim} cannot be said before ${FEWEST.people} are held out.`;
  }
};

const NO_COST: Readonly<Record<NoCost, string>> = {
  'no-goal': 'the launch has no goal',
  'no-lift': 'the interval of the lift includes none at all, or it is too early',
  'nothing-spent': 'nothing was spent',
  'not-all-known': 'not all discounts and prices are known',
  currencies: 'it was spent in several currencies',
};

/** What one person more who met the goal has cost. `noun`: what the goal counts, `order`. */
export const extraCostSentence = ({ perExtra }: Costs, noun: string): string => {
  if ('why' in perExtra) return `Cost per extra ${noun}: cannot be said, because ${NO_COST[perExtra.why]}.`;
  const { currency, value, lower, upper, spent, people: extra } = perExtra;
  const amount = (units: number): string => money({ units, currency });
  return (
    `Cost per extra ${noun}: ${amount(value)}, 95% interval ${amount(lower)} to ${amount(upper)} ` +
    `(${amount(spent)} for about ${people(Math.round(extra))} who would not have met the goal).`
  );
};

/** What a goal counts, in a word: people who order, or people who do something else. */
export const goalNoun = (event: string | undefined): string => (event === 'Order Completed' ? 'order' : 'goal');

/** What everybody should know who reads a launch's results. */
export const launchNotes = ({ isFinal, comparison, redeemed, costs, goal }: LaunchResults): readonly string[] => [
  ...(isFinal || comparison === undefined
    ? []
    : [
        'Not final: whoever looks often sees a lift by chance more often than once in twenty. Decide by the final results.',
      ]),
  ...(goal === undefined
    ? []
    : [
        'Only the launch as a whole can be compared: nobody is held out of a channel or an offer, so their rates say who met the goal, not why.',
        'People count in the arm of their first contact, whether or not a message then arrived. An order that was cancelled or paid back later still counts, in both arms.',
      ]),
  ...(redeemed.heldOut === 0
    ? []
    : [
        `${counted(redeemed.heldOut, 'order')} with a code of the launch by people who were held out: the code goes round, and the lift looks smaller than it is.`,
      ]),
  ...(costs.known < costs.redeemed
    ? [
        `The discount is known of ${number(costs.known)} of ${number(costs.redeemed)} redeemed orders: the sum is a least one.`,
      ]
    : []),
];

/** The same of a shared goal. */
export const goalNotes = ({ inSeveral, launches }: GoalResults): readonly string[] => [
  'The lift is the mean of the launches’ own lifts (Mantel-Haenszel), each against those whom that launch held out.',
  ...(launches.length < 2
    ? []
    : [
        `Whoever was in several launches counts in each: one event met the goal of more than one launch ${number(inSeveral.treated)} times for people reached and ${number(inSeveral.heldOut)} times for people held out. ` +
          'The interval takes launches as independent; where many people are in several, it is too narrow.',
      ]),
  'People count by the goal of their launch, which may ask for more than the event of the shared goal.',
];
