import { listed, meant, type Names, type Words } from './words';

const sentence = (because: Names): string => (because.length === 0 ? '' : ` (${because.slice(0, 3).join('; ')})`);

/** Who approves what, and what does not count. */
export const approvalTexts = {
  'approval.missing': ({ role, because, people, argument }: Missing & { people: Names; argument: string }): Words => ({
    message: `waits for ${who(role)}${sentence(because)}`,
    fix: `Ask ${people.join(' or ')}: npx tandem ask ${argument}. They look at it, then run: npx tandem approve ${argument}`,
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
    fix: 'Mend it on that branch, and fetch it.',
  }),
  'approval.judge.absent': ({ branch }: { branch: string }): Words => ({
    message: `approvals are judged by the protected branch, and git has no branch "${branch}" here`,
    fix: `Run: git fetch origin ${branch}. If another branch is the protected one: git config tandem.protectedBranch <its name>`,
  }),
  'approval.judge.unknown': (): Words => ({
    message: 'approvals are judged by the protected branch, and this clone does not know which one that is',
    fix: 'Run: git remote set-head origin --auto, or: git config tandem.protectedBranch <its name>',
  }),
  'approval.judge.itself': ({ branch, other }: { branch: string; other: string }): Words => ({
    message: `this clone takes "${branch}" for the protected branch, whose own platform.yaml names "${other}"`,
    fix: `If that is right: git config tandem.protectedBranch ${other}`,
  }),
  'approval.judge.chosen': ({ branch, other }: { branch: string; other: string }): Words => ({
    message: `names "${other}" as the protected branch, which is "${branch}": nothing that is proposed chooses its judge`,
    fix: `Set protectedBranch as "${branch}" has it. It is changed by a merged change of this file alone: npx tandem ask --platform --since ${branch}`,
  }),
  'approval.judge.stage': ({ branch, stage, members }: { branch: string; stage: string; members: Names }): Words => ({
    message: `${listed(members)} of the stage "${stage}" ${members.length === 1 ? 'is' : 'are'} not as on "${branch}"`,
    fix: `Bring this file up to date. It is changed by a merged change alone: npx tandem ask --platform --since ${branch}`,
  }),
  'approval.judge.shallow': (): Words => ({
    message: 'this clone leaves older commits out, so who wrote what is to be approved is not known',
    fix: 'Run: git fetch --unshallow. A pipeline checks all history out.',
  }),
  'approval.judge.commit': ({ since }: { since: string }): Words => ({
    message: `changes are judged by a commit, and git has no "${since}"`,
    fix: 'Fetch it, or name another one.',
  }),
  'approval.matrix': ({ stage }: { stage: string }): Words => ({
    message: `${stage} demands approvals, and platform/policy.yaml does not say whose: nothing can be approved`,
    fix: 'Ask IT to say there who approves what, and to merge it.',
  }),
  'approval.matrix.before': ({ since }: { since: string }): Words => ({
    message: `what governs is changed, and at ${since} nothing says who would have to approve that`,
    fix: 'The first list of people and roles is merged by hand; from then on it guards itself.',
  }),
  'approval.notAsked': ({ argument }: { argument: string }): Words => ({
    message: 'nobody has asked for this approval',
    fix: `Run: npx tandem ask ${argument}`,
  }),
  'approval.notAsked.changed': ({ argument, parts }: { argument: string; parts: Names }): Words => ({
    message: `${listed(parts)} ${parts.length === 1 ? 'has' : 'have'} changed since it was asked`,
    fix: `Run again: npx tandem ask ${argument}`,
  }),
  'approval.notYours.key': ({ key }: { key: string }): Words => ({
    message: `the key ${key} is not listed for anybody`,
    fix: 'Use the key that platform/teams.yaml of the protected branch lists for you, or ask IT to list this one.',
  }),
  'approval.notYours.workflow': ({ key }: { key: string }): Words => ({
    message: `the key ${key} is not the workflow's`,
    fix: 'Reviews are signed for with the key of the role pipeline in platform/teams.yaml.',
  }),
  'approval.notYours.author': ({ person }: { person: string }): Words => ({
    message: `${person} wrote it, and nobody approves what they wrote`,
    fix: 'Ask somebody else.',
  }),
  'approval.notYours.given': ({ person }: { person: string }): Words => ({
    message: `${person} has approved it already; the others are other people`,
    fix: 'Ask somebody else for what is missing.',
  }),
  'approval.notYours.role': ({ person, missing }: { person: string; missing: Names }): Words => ({
    message: `${person} has no role that it waits for; it waits for: ${listed(missing)}`,
    fix: 'Ask whom npx tandem ask names.',
  }),
  'approval.review': ({ why }: { why: string }): Words => ({
    message: `a review does not count: ${why}`,
    fix: 'Look at the pull request as it is now, and approve it again.',
  }),
  'approval.review.against': ({ why }: { why: string }): Words => ({
    message: `nothing is signed while somebody is against it: ${why}`,
    fix: 'Settle it with them; their approval, or a dismissal of their review, ends it.',
  }),
  'approval.review.head': ({ commit, head }: { commit: string; head: string }): Words => ({
    message: `the pull request is at ${commit}, and what is checked out here is something else (${head})`,
    fix: 'Check out the head of the pull request, and change nothing.',
  }),
  'approval.notNotified': ({ why }: { why: string }): Words => ({
    message: `the chat was not told: ${why}`,
    fix: 'Tell them yourself, and see approvals.notify in platform/policy.yaml.',
  }),
  'request.filed': ({ what, file }: { what: string; file: string }): Words => ({
    message: `${what}: IT is asked for it in ${file}`,
    fix: 'Wait for the answer, or do without.',
  }),
  'request.filed.open': ({ what, id, at }: { what: string; id: string; at: string }): Words => ({
    message: `${what}: IT was asked for it on ${at.slice(0, 10)} (${id}), and has not answered`,
    fix: 'Remind them, or do without.',
  }),
  'request.filed.granted': ({ what, id, at, reason }: Answered): Words => ({
    message: `${what}: IT said yes on ${at.slice(0, 10)} (${id}: ${reason}), and platform/ does not say so yet`,
    fix: 'Bring your branch up to date, or ask when it comes.',
  }),
  'request.filed.refused': ({ what, id, at, reason }: Answered): Words => ({
    message: `${what}: IT said no on ${at.slice(0, 10)} (${id}: ${reason})`,
    fix: 'Do without, or ask for something else.',
  }),
  'request.unknown': ({ id }: { id: string }): Words => ({
    message: `there is no request "${id}"`,
    fix: 'See: npx tandem requests.',
  }),
  'request.unknown.answered': ({ id }: { id: string }): Words => ({
    message: `"${id}" is answered already`,
    fix: 'An answer stays. What has changed since is for a new request.',
  }),
  'approval.governed': ({ since }: { since: string }): Words => ({
    message: `governs all launches and is changed since ${since}, which has not been approved`,
    fix: `Run: npx tandem ask --platform --since ${since}`,
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
  'approval.used': (): string => 'it has served before, for a change that is merged',
  'review.against': ({ person }: { person: string }): string => `${person} asks for changes`,
  'review.dismissed': ({ person }: { person: string }): string => `the review of ${person} was dismissed`,
  'review.stale': ({ person, commit }: { person: string; commit: string }): string =>
    `${person} reviewed commit ${commit}, and what is proposed has changed since`,
  'approval.ahead': ({ at }: { at: string }): string => `it is from ${at}, which has not come`,
  'approval.expired': ({ at }: { at: string }): string => `it is from ${at}, and approvals do not last so long`,
  'approval.changed': ({ person, parts }: { person: string; parts: Names }): string =>
    `${listed(parts)} ${parts.length === 1 ? 'has' : 'have'} changed since ${person} approved`,
};

interface Answered {
  readonly what: string;
  readonly id: string;
  readonly at: string;
  readonly reason: string;
}

interface Missing {
  readonly role: string;
  readonly because: Names;
}

const who = (role: string): string => {
  if (role === 'second') return 'a second person';
  return role === 'lead' ? "the team's lead" : `the role ${role}`;
};
