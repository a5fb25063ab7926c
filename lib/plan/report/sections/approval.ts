import type { Approval } from '../../../../contracts/approval';
import type { LaunchPlan } from '../../plan';
import { type Block, list, type Section, words } from '../document';

/** Who has to agree, who has, and what is missing: a line for each role. */
export const approvalSection = ({ approval, stage }: LaunchPlan): Section => ({
  id: 'approvals',
  title: 'Who has to agree',
  view: 'marketing',
  blocks: approval.known
    ? approvalBlocks(approval.value, stage.name)
    : [words(`Who has to agree cannot be told: ${approval.why}.`)],
});

const STATES: Readonly<Record<Approval['state'], string>> = {
  granted: 'All approvals are there.',
  missing: 'Approvals are missing.',
  void: 'Approvals were given to another plan: they are void.',
  'not-needed': 'This stage asks for nobody’s approval.',
};

const approvalBlocks = (approval: Approval, stage: string): readonly Block[] => {
  const { state, needed, given, voided, findings } = approval;
  if (state === 'not-needed') return [words(`${STATES[state]} (Stage ${stage}.)`)];
  return [
    words(STATES[state]),
    list(
      needed.map(({ role, because, people }) => {
        const by = given.find((one) => one.role === role);
        const who = by
          ? `given by ${by.person}, ${by.at.slice(0, 10)}`
          : `one of ${people.join(', ') || 'nobody: IT has to name somebody'}`;
        return `${role}: ${who} (${because.join('; ')})`;
      }),
      findings[0]?.message ?? 'No role has to agree.',
    ),
    ...(voided.length === 0
      ? []
      : [
          list(
            voided.map(({ person, why }) => `${person}'s approval does not count: ${why}`),
            '',
          ),
        ]),
  ];
};
