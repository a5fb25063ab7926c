import { listed, type Names, type Words } from './words';

const sentence = (because: Names): string => (because.length === 0 ? '' : ` (${because.slice(0, 3).join('; ')})`);

/** Who approves what, and what does not count. */
export const approvalTexts = {
  'approval.missing': ({ role, because, people, verb }: Missing & { people: Names; verb: string }): Words => ({
    message: `waits for ${who(role)}${sentence(because)}`,
    fix: `Ask ${people.join(' or ')}: npx tandem ask ${verb}. They look at it, then run: npx tandem approve ${verb}`,
  }),
  'approval.missing.nobody': ({ role, because }: Missing): Words => ({
    message: `waits for ${who(role)}${sentence(because)}, and nobody who did not write it can give that`,
    fix: 'Ask IT to list somebody else with that role under people: in platform/teams.yaml.',
  }),
  'approval.void': ({ why }: { why: string }): Words => ({
    message: `an approval does not count: ${why}`,
    fix: 'Ask for it again.',
  }),
  'approval.judge': ({ problem }: { problem: string }): Words => ({
    message: `approvals are judged by the protected branch, which cannot be read: ${problem}`,
    fix: 'Fetch it, or correct protectedBranch in platform/platform.yaml.',
  }),
  'approval.matrix': ({ stage }: { stage: string }): Words => ({
    message: `${stage} demands approvals, and the protected branch has no "approvals" in platform/policy.yaml: nothing can be approved`,
    fix: 'Ask IT to say there who approves what, and to merge it.',
  }),
};

/** Why an approval does not count: half a sentence. */
export const approvalPhrases = {
  'approval.damaged': ({ file }: { file: string }): string => `${file} is not as tandem wrote it`,
  'approval.misnamed': ({ file, person }: { file: string; person: string }): string =>
    `${file} is an approval of ${person} under another name`,
  'approval.stranger': ({ person }: { person: string }): string => `${person} is not among the people who may approve`,
  'approval.login': ({ person, login }: { person: string; login: string }): string =>
    `the review is of ${login}, who is not ${person}`,
  'approval.key': ({ person }: { person: string }): string => `its key is not listed for ${person}`,
  'approval.pipelineKey': ({ person }: { person: string }): string =>
    `the review of ${person} is not signed by the workflow's key as it is listed`,
  'approval.forged': (): string => 'its signature does not fit what it says',
  'approval.subject': ({ subject }: { subject: string }): string => `it is for ${subject}`,
  'approval.stage': ({ stage }: { stage: string }): string => `it is for the stage ${stage}`,
  'approval.plan': (): string => 'it is for another plan',
  'approval.author': ({ person }: { person: string }): string => `${person} wrote what is approved`,
  'approval.role': ({ person, role }: { person: string; role: string }): string =>
    `${person} does not approve as ${role}`,
  'approval.ahead': ({ at }: { at: string }): string => `it is from ${at}, which has not come`,
  'approval.expired': ({ at }: { at: string }): string => `it is from ${at}, and approvals do not last so long`,
  'approval.changed': ({ person, parts }: { person: string; parts: Names }): string =>
    `${listed(parts)} ${parts.length === 1 ? 'has' : 'have'} changed since ${person} approved`,
};

interface Missing {
  readonly role: string;
  readonly because: Names;
}

const who = (role: string): string => {
  if (role === 'second') return 'a second person';
  return role === 'lead' ? "the team's lead" : `the role ${role}`;
};
