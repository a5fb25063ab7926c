import type { Reach } from '../../../../contracts/rehearsal';
import type { LaunchPlan } from '../../plan';
import { type Block, list, type Section, tableOf, words } from '../document';
import { APPROXIMATIONS, estimateText, REASONS, reasonsText, sampleText } from '../figures';

/** How many people it is for, reaches and does not reach, and why not. */
export const peopleSection = ({ reach, stage }: LaunchPlan): Section => ({
  id: 'people',
  title: 'People',
  view: 'marketing',
  blocks: reach.known
    ? peopleBlocks(reach.value)
    : [words(`No reach can be told: ${reach.why}. It is counted on stage ${stage.name}, and nothing here is guessed.`)],
});

const peopleBlocks = (reach: Reach): readonly Block[] => {
  const { sample, qualify, notQualify, reachable, notReachable, heldOut, treated, outranked } = reach;
  const row = (who: string, estimate: typeof qualify): readonly string[] => [who, estimateText(estimate, sample)];
  const reasons = (all: typeof notQualify): readonly (readonly string[])[] =>
    Object.entries(all).map(([reason, people]) => row(`  not: ${REASONS[reason as keyof typeof REASONS]}`, people));
  return [
    words(sampleText(sample)),
    tableOf(
      ['of all', 'people'],
      [
        row('qualify', qualify),
        ...reasons(notQualify),
        row('of them can be reached', reachable),
        ...reasons(notReachable),
        row('of them held out, to measure', heldOut),
        row('hear from it', treated),
        row('  of them another launch first', outranked),
      ],
      'Nobody was looked at.',
    ),
    tableOf(
      ['channel', 'by', 'can be reached', 'not, because', 'wait for quiet hours'],
      reach.channels.map(({ channel, kind, vendor, reachable: own, notReachable: not, quiet }) => [
        channel,
        kind === 'pull' ? 'asks us' : (vendor ?? ''),
        estimateText(own, sample),
        reasonsText(not, sample),
        quiet === undefined ? '' : estimateText(quiet, sample),
      ]),
      'It uses no channel.',
    ),
    tableOf(
      ['offer', 'people'],
      reach.offers.map(({ offer, treated: people }) => [offer, estimateText(people, sample)]),
      'Offers were not told apart.',
    ),
    list(
      reach.approximated.map((one) => APPROXIMATIONS[one]),
      'Nothing of this is approximated.',
    ),
  ];
};
