import { listed, meant, type Names, type Words } from './words';

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
    message: `${stage} demands approvals, and platform/policy.yaml does not say whose: nothing can be approved`,
    fix: 'Ask IT to say there who approves what, and to merge it.',
  }),
};

/** People, their keys and the matrix. */
export const peopleTexts = {
  'approval.role': ({ role, known }: { role: string; known: Names }): Words => ({
    message: `nothing asks for the role "${role}"; asked for: ${listed(known)}`,
    fix: meant(role, known, 'Use a role of approvals: in platform/policy.yaml, or ask for this one there.'),
  }),
  'approval.role.pipeline': (): Words => ({
    message: 'the workflow that signs for reviews approves nothing itself',
    fix: 'Give it the role pipeline alone, and list the person apart.',
  }),
  'approval.nobody': ({ role }: { role: string }): Words => ({
    message: `nobody holds the role "${role}": what needs it can never go live`,
    fix: 'List somebody with this role under people: in platform/teams.yaml.',
  }),
  'approval.nobody.lead': ({ team, lead }: { team: string; lead: string }): Words => ({
    message: `nobody of the people who may approve leads ${team}: ${lead} is not among them`,
    fix: 'List whoever has this address under people:, or somebody with the team in leads:.',
  }),
  'approval.onePerson': ({ roles, people }: { roles: Names; people: Names }): Words => ({
    message: `${(roles.length === 1 ? [...roles, 'a second person'] : roles).join(' and ')} have to be different people; there is only ${people.join(' and ')}`,
    fix: 'List more people with these roles under people: in platform/teams.yaml: nobody approves twice.',
  }),
  'approval.noKey': (): Words => ({
    message: 'has neither a key nor a login to review under, so could never approve',
    fix: 'Add the line of ~/.ssh/id_ed25519.pub to keys:, or the login to github:.',
  }),
  'approval.keyRepeated': ({ owner }: { owner: string }): Words => ({
    message: `is a key of ${owner} already`,
    fix: 'Let each have a key of their own: ssh-keygen -t ed25519.',
  }),
  'approval.key.private': (): Words => ({
    message: 'is a private key, which everybody who can read this file now has',
    fix: 'Make a new one, and put its .pub line here. Whoever trusts the old one must stop.',
  }),
  'approval.key.kind': (): Words => ({ message: 'is a key of another kind; allowed: Ed25519', fix: NEW_KEY }),
  'approval.key.hardware': (): Words => ({
    message: 'is a key of a security token, whose signatures say more than we check; allowed: Ed25519',
    fix: NEW_KEY,
  }),
  'approval.key.certificate': (): Words => ({
    message: 'is a certificate; allowed: the Ed25519 key itself',
    fix: 'Put the line of the .pub file without "-cert" here.',
  }),
  'approval.key.weak': (): Words => ({
    message: 'is a weak key, under which anybody can sign',
    fix: NEW_KEY,
  }),
  'approval.key.unreadable': (): Words => ({
    message: 'is no Ed25519 key; allowed: "ssh-ed25519 AAAA...", or SPKI as PEM or base64',
    fix: 'Copy the whole line of the .pub file, in quotes.',
  }),
};

const NEW_KEY = 'Make one with: ssh-keygen -t ed25519, and put the line of its .pub file here.';

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
