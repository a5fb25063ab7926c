import { launchProposal, type Proposal, platformProposal } from '../../../approval';
import { changesOf } from '../../../plan/changes';
import { fingerprintOf } from '../../../plan/fingerprint';
import { type Answer, refuse } from '../../answer';
import type { Context } from '../../context';
import { soundLaunch } from '../../sound-launch';
import type { Subject } from '../approval';

/** What is to be approved, or what the screen says instead. */
export type Proposed = { readonly proposal: Proposal } | { readonly answer: Answer };

/** Works out what is to be approved, from the files as they are and the stage as it runs. */
export const proposed = async (context: Context, subject: Subject): Promise<Proposed> =>
  'launch' in subject ? proposedLaunch(context, subject.launch) : proposedPlatform(context, subject.since);

const proposedLaunch = async (context: Context, launch: string): Promise<Proposed> => {
  const sound = soundLaunch(context, launch);
  if (sound.refused !== undefined) return { answer: sound.refused };
  const changes = changesOf(sound.workspace, launch, await liveDefinition(context, launch));
  const fingerprint = fingerprintOf(sound.workspace, launch, context.stage);
  const proposal = launchProposal(context, launch, { fingerprint, changes });
  if (proposal === 'not-needed') {
    const line = `The stage "${context.stage}" demands no approvals: npx tandem go-live ${launch}`;
    return { answer: { lines: [line], data: { launch, state: 'not-needed' } } };
  }
  return 'finding' in proposal ? { answer: refuse(proposal.finding) } : { proposal };
};

/** What went live last; of what the stage has lost nothing is known, and everything counts as new. */
const liveDefinition = async (context: Context, launch: string) => {
  const { control } = await context.services();
  const row = (await control.launches()).find((one) => one.launch === launch);
  return row === undefined ? undefined : control.definition(launch, row.hash);
};

const proposedPlatform = ({ root }: Context, since: string): Proposed => {
  const proposal = platformProposal(root, since);
  if (proposal === 'unchanged') {
    const line = `Nothing that governs is changed since ${since}.`;
    return { answer: { lines: [line], data: { since, state: 'unchanged' } } };
  }
  return 'finding' in proposal ? { answer: refuse(proposal.finding) } : { proposal };
};
